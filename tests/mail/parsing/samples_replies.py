"""Replies as mail programs write them, in the languages our customers write: (name, text of the mail, the new part)."""

from __future__ import annotations

GMAIL = [
    (
        "gmail en",
        "Works now, thanks!\n\nOn Tue, May 12, 2026 at 10:15 AM Support <support@desk.example> "
        "wrote:\n\n> Please try again.\n> \n> Best, Support\n",
        "Works now, thanks!",
    ),
    (
        "gmail en wrapped",
        "Works now.\n\nOn Tue, May 12, 2026 at 10:15 AM Support of a Company With a Long Name "
        "<\nsupport@desk.example> wrote:\n\n> Please\n",
        "Works now.",
    ),
    (
        "gmail ru",
        "Спасибо, всё работает.\n\nвт, 12 мая 2026 г. в 10:15, Поддержка <support@desk.example>:\n\n"
        "> Попробуйте ещё раз.\n",
        "Спасибо, всё работает.",
    ),
    (
        "gmail ru old",
        "Да.\n\n12 мая 2026 г., 10:15 пользователь Поддержка <support@desk.example> написал:\n\n> Попробуйте\n",
        "Да.",
    ),
    (
        "gmail cs",
        "Děkuji, funguje.\n\nút 12. 5. 2026 v 10:15 odesílatel Podpora <support@desk.example>\nnapsal:\n\n"
        "> Zkuste to znovu.\n",
        "Děkuji, funguje.",
    ),
    (
        "gmail sk",
        "Ďakujem.\n\nut 12. 5. 2026 o 10:15 Podpora <support@desk.example> napísal(a):\n\n> Skúste to znova.\n",
        "Ďakujem.",
    ),
    (
        "gmail de",
        "Danke!\n\nAm Di., 12. Mai 2026 um 10:15 Uhr schrieb Support <\nsupport@desk.example>:\n\n> Bitte\n",
        "Danke!",
    ),
    (
        "gmail fr",
        "Merci.\n\nLe mar. 12 mai 2026 à 10:15, Support <support@desk.example> a écrit :\n\n> Essayez\n",
        "Merci.",
    ),
    (
        "gmail es",
        "Gracias.\n\nEl mar, 12 may 2026 a las 10:15, Soporte (<support@desk.example>)\nescribió:\n\n> Pruebe\n",
        "Gracias.",
    ),
    (
        "gmail pl",
        "Dziękuję.\n\nwt., 12 maj 2026 o 10:15 Wsparcie <support@desk.example> napisał(a):\n\n> Proszę\n",
        "Dziękuję.",
    ),
    (
        "gmail uk",
        "Дякую!\n\nвт, 12 трав. 2026 р. о 10:15 Підтримка <support@desk.example> пише:\n\n> Спробуйте\n",
        "Дякую!",
    ),
    (
        "gmail it",
        "Grazie.\n\nIl giorno mar 12 mag 2026 alle ore 10:15 Supporto <support@desk.example> ha scritto:\n\n"
        "> Provi\n",
        "Grazie.",
    ),
    (
        "gmail pt",
        "Obrigado.\n\nEm ter., 12 de mai. de 2026 às 10:15, Suporte <support@desk.example> escreveu:\n\n> Tente\n",
        "Obrigado.",
    ),
]
APPLE = [
    (
        "apple ru",
        "Да, помогло.\n\nОтправлено с iPhone\n\n"
        "> 12 мая 2026 г., в 10:15, Поддержка <support@desk.example> написал(а):\n> \n> Попробуйте ещё раз.\n",
        "Да, помогло.",
    ),
    (
        "apple cs",
        "Ano.\n\nOdesláno z iPhonu\n\n> 12. 5. 2026 v 10:15, Podpora <support@desk.example>:\n> \n> Zkuste to.\n",
        "Ano.",
    ),
    (
        "apple de",
        "Ja.\n\nVon meinem iPhone gesendet\n\n"
        "> Am 12.05.2026 um 10:15 schrieb Support <support@desk.example>:\n> \n> Bitte\n",
        "Ja.",
    ),
    (
        "apple en",
        "Yes.\n\n> On May 12, 2026, at 10:15 AM, Support <support@desk.example> wrote:\n> \n> Try again\n",
        "Yes.",
    ),
    (
        "apple fr",
        "Oui.\n\nEnvoyé de mon iPhone\n\n> Le 12 mai 2026 à 10:15, Support <support@desk.example> a écrit :\n"
        "> \n> Essayez\n",
        "Oui.",
    ),
    (
        "apple pl",
        "Tak.\n\nWysłane z iPhone'a\n\n> Wiadomość napisana przez Wsparcie <support@desk.example> w dniu 12 "
        "maj 2026, o godz. 10:15:\n> \n> Proszę\n",
        "Tak.",
    ),
    (
        "apple uk",
        "Так.\n\nНадіслано з iPhone\n\n> 12 трав. 2026 р. о 10:15 Підтримка <support@desk.example> пише:\n> \n"
        "> Спробуйте\n",
        "Так.",
    ),
    (
        "apple es",
        "Sí.\n\nEnviado desde mi iPhone\n\n> El 12 may 2026, a las 10:15, Soporte <support@desk.example> "
        "escribió:\n> \n> Pruebe\n",
        "Sí.",
    ),
]
OUTLOOK = [
    (
        "outlook en",
        "Agreed.\n\nFrom: Support <support@desk.example>\nSent: Tuesday, May 12, 2026 10:15 AM\n"
        "To: Anna <anna@client.example>\nSubject: Update\n\nMay we install?\n",
        "Agreed.",
    ),
    (
        "outlook web en",
        "Agreed.\n________________________________\nFrom: Support <support@desk.example>\n"
        "Sent: Tuesday, May 12, 2026 10:15 AM\nTo: Anna\nSubject: Update\n\nMay we?\n",
        "Agreed.",
    ),
    (
        "outlook ru",
        "Согласовано.\n\nОт: Поддержка <support@desk.example>\nОтправлено: 12 мая 2026 г. 10:15\nКому: Анна\n"
        "Тема: Обновление\n\nМожно ставить?\n",
        "Согласовано.",
    ),
    (
        "outlook ru original",
        "Согласовано.\n\n-----Исходное сообщение-----\nОт: Поддержка\nОтправлено: 12 мая 2026 г.\nКому: Анна\n"
        "Тема: Обновление\n\nМожно?\n",
        "Согласовано.",
    ),
    (
        "outlook ru from sent",
        "Ок.\n\nFrom: Поддержка <support@desk.example>\nSent: Tuesday, May 12, 2026 10:15 AM\nTo: Анна\n"
        "Subject: RE: Обновление\n\nМожно?\n",
        "Ок.",
    ),
    (
        "outlook cs",
        "Souhlasím.\n\nOd: Podpora <support@desk.example>\nOdesláno: úterý 12. května 2026 10:15\nKomu: Anna\n"
        "Předmět: Aktualizace\n\nMůžeme?\n",
        "Souhlasím.",
    ),
    (
        "outlook cs original",
        "Souhlasím.\n\n-----Původní zpráva-----\nOd: Podpora\nOdesláno: 12. května 2026\nKomu: Anna\n"
        "Předmět: Aktualizace\n\nMůžeme?\n",
        "Souhlasím.",
    ),
    (
        "outlook de",
        "Einverstanden.\n\nVon: Support <support@desk.example>\nGesendet: Dienstag, 12. Mai 2026 10:15\n"
        "An: Anna\nBetreff: Update\n\nDürfen wir?\n",
        "Einverstanden.",
    ),
    (
        "outlook fr",
        "D'accord.\n\nDe : Support <support@desk.example>\nEnvoyé : mardi 12 mai 2026 10:15\nÀ : Anna\n"
        "Objet : Mise à jour\n\nPouvons-nous ?\n",
        "D'accord.",
    ),
    (
        "outlook es",
        "De acuerdo.\n\nDe: Soporte <support@desk.example>\nEnviado el: martes, 12 de mayo de 2026 10:15\n"
        "Para: Anna\nAsunto: Actualización\n\n¿Podemos?\n",
        "De acuerdo.",
    ),
    (
        "outlook pl",
        "Zgoda.\n\nOd: Wsparcie <support@desk.example>\nWysłano: wtorek, 12 maja 2026 10:15\nDo: Anna\n"
        "Temat: Aktualizacja\n\nMożemy?\n",
        "Zgoda.",
    ),
    (
        "outlook uk",
        "Погоджено.\n\nВід: Підтримка <support@desk.example>\nНадіслано: 12 травня 2026 р. 10:15\nКому: Анна\n"
        "Тема: Оновлення\n\nМожна?\n",
        "Погоджено.",
    ),
    (
        "outlook phone",
        "Ok.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n"
        "From: Support <support@desk.example>\nSent: Tuesday, May 12, 2026 10:15:00 AM\nTo: Anna\nSubject: Re\n"
        "\nText\n",
        "Ok.",
    ),
    (
        "outlook phone ru",
        "Ок.\n\nПолучить Outlook для Android<https://aka.ms/AAb9ysg>\n________________________________\n"
        "От: Поддержка <support@desk.example>\nОтправлено: вторник, мая 12, 2026\nКому: Анна\nТема: Re\n\n"
        "Текст\n",
        "Ок.",
    ),
    (
        "bold headers",
        "Fine.\n\n*From:* Support <support@desk.example>\n*Sent:* Tuesday, May 12, 2026\n*To:* Anna\n"
        "*Subject:* Re\n\nText\n",
        "Fine.",
    ),
]
OTHERS = [
    ("thunderbird en", "Fine.\n\nOn 5/12/26 10:15, Support wrote:\n> Please try.\n", "Fine."),
    ("thunderbird ru", "Хорошо.\n\n12.05.2026 10:15, Поддержка пишет:\n> Попробуйте.\n", "Хорошо."),
    ("thunderbird cs", "Dobře.\n\nDne 12. 05. 26 v 10:15 Podpora napsal(a):\n> Zkuste.\n", "Dobře."),
    ("thunderbird de", "Gut.\n\nAm 12.05.26 um 10:15 schrieb Support:\n> Bitte.\n", "Gut."),
    ("thunderbird fr", "Bien.\n\nLe 12/05/2026 à 10:15, Support a écrit :\n> Essayez.\n", "Bien."),
    ("thunderbird pl", "Dobrze.\n\nW dniu 12.05.2026 o 10:15, Wsparcie pisze:\n> Proszę.\n", "Dobrze."),
    ("thunderbird uk", "Добре.\n\n12.05.26 10:15, Підтримка пише:\n> Спробуйте.\n", "Добре."),
    ("thunderbird es", "Bien.\n\nEl 12/05/2026 a las 10:15, Soporte escribió:\n> Pruebe.\n", "Bien."),
    (
        "thunderbird signature below",
        "Dobře.\n\nDne 12. 05. 26 v 10:15 Podpora napsal(a):\n> Zkuste.\n\n-- \nJan Novák\ntel. 567 000 111\n",
        "Dobře.",
    ),
    (
        "yandex",
        'Спасибо!\n\n12.05.2026, 10:15, "Поддержка" <support@desk.example>:\n> Попробуйте\n',
        "Спасибо!",
    ),
    (
        "yandex forwarded style",
        'Спасибо!\n\n----------------\nКому: anna@client.example (anna@client.example);\nТема: Обновление;\n12.05.2026, 10:15, "Поддержка" <support@desk.example>:\n\nПопробуйте\n',
        "Спасибо!",
    ),
    (
        "yandex phone",
        "Ок\n\n-- \nОтправлено из мобильного приложения Яндекс Почты\n\n"
        "10:15, 12 мая 2026 г., Поддержка <support@desk.example>:\n\nПопробуйте\n",
        "Ок",
    ),
    (
        "mail.ru",
        "Спасибо.\n\n--\nАнна Орлова\n\nВторник, 12 мая 2026, 10:15 +03:00 от Поддержка "
        "<support@desk.example>:\n \nПопробуйте\n",
        "Спасибо.",
    ),
    (
        "mail.ru quoted",
        "Спасибо.\n \n>Вторник, 12 мая 2026, 10:15 +03:00 от Поддержка <support@desk.example>:\n> \n>Попробуйте\n",
        "Спасибо.",
    ),
    (
        "mail.ru phone",
        "Спасибо.\n\nОтправлено из Почты Mail.ru для Android\n\n"
        "вторник, 12 мая 2026г., 10:15 +03:00 от Поддержка support@desk.example:\n\n> Попробуйте\n",
        "Спасибо.",
    ),
    (
        "seznam",
        'Děkuji.\n\n---------- Původní e-mail ----------\nOd: Podpora <support@desk.example>\nKomu: anna@client.example\nDatum: 12. 5. 2026 10:15:00\nPředmět: Aktualizace\n"Zkuste to.\n"\n',
        "Děkuji.",
    ),
    (
        "seznam old",
        "Děkuji.\n\n---------- Původní zpráva ----------\nOd: Podpora\nDatum: 12. 5. 2026\n"
        "Předmět: Aktualizace\n\nZkuste.\n",
        "Děkuji.",
    ),
    (
        "rambler",
        "Спасибо.\n\n12.05.2026, 10:15, Поддержка <support@desk.example> написал(а):\n\n> Попробуйте\n",
        "Спасибо.",
    ),
    (
        "the bat",
        "Здравствуйте!\n\nСпасибо, помогло.\n\n-----Original Message-----\nFrom: Поддержка\nTo: anna\n"
        "Date: 12 May 2026\nSubject: Re\n\nПопробуйте\n",
        "Здравствуйте!\n\nСпасибо, помогло.",
    ),
    (
        "lotus",
        "Ok\n\n\n\nFrom:   Support/Desk\nTo:     Anna/Client\nDate:   12.05.2026 10:15\nSubject:        Re\n\nTry\n",
        "Ok",
    ),
    (
        "samsung",
        "Ок\n\nОтправлено с моего Galaxy\n\n-------- Исходное сообщение --------\n"
        "От: Поддержка <support@desk.example>\nДата: 12.05.26 10:15 (GMT+03:00)\nКому: anna\nТема: Re\n\n"
        "Попробуйте\n",
        "Ок",
    ),
    (
        "samsung cs",
        "Ok\n\nOdesláno z mého zařízení Galaxy\n\n-------- Původní zpráva --------\n"
        "Od: Podpora <support@desk.example>\nDatum: 12.05.26 10:15 (GMT+01:00)\nKomu: anna\nPředmět: Re\n\n"
        "Zkuste\n",
        "Ok",
    ),
    (
        "protonmail",
        "Ok\n\nSent with Proton Mail secure email.\n\n"
        "On Tuesday, May 12th, 2026 at 10:15 AM, Support <support@desk.example> wrote:\n\n> Try\n",
        "Ok",
    ),
    (
        "yahoo",
        "Ok\n\n    On Tuesday, May 12, 2026 at 10:15:00 AM GMT+2, Support <support@desk.example> wrote:\n \n Try\n",
        "Ok",
    ),
]
SIGNED = [
    ("antivirus ru", "Спасибо.\n\nБез вирусов. www.avast.ru\n", "Спасибо."),
    (
        "antivirus cs",
        "Děkuji.\n\nTato zpráva byla zkontrolována na viry programem Avast.\nwww.avast.cz\n",
        "Děkuji.",
    ),
    ("outlook phone fr", "Merci.\n\nTélécharger Outlook pour Android<https://aka.ms/x>\n", "Merci."),
    ("windows mail ru", "Спасибо\n\nОтправлено из Почты для Windows 10\n", "Спасибо"),
    ("windows mail cs", "Děkuji\n\nOdesláno z aplikace Pošta pro Windows\n", "Děkuji"),
    (
        "farewell ru",
        "Прошу закрыть заявку.\n\nС уважением,\nАнна Орлова\nООО «Клиент»\nтел. +7 495 000-11-22\n",
        "Прошу закрыть заявку.",
    ),
    (
        "farewell cs",
        "Prosím o uzavření.\n\nS pozdravem\nJan Novák\nFirma s.r.o.\ntel. 567 000 111\n",
        "Prosím o uzavření.",
    ),
    (
        "farewell only stays",
        "Please close it.\n\nBest regards,\nAnna\n",
        "Please close it.\n\nBest regards,\nAnna",
    ),
    ("usual delimiter", "Please close it.\n\n-- \nAnna\nClient Ltd\n", "Please close it."),
    ("phone ru", "Да\n\nОтправлено с моего Samsung\n", "Да"),
    ("phone cs", "Ano\n\nOdesláno z mého iPhonu\n", "Ano"),
    ("phone uk", "Так\n\nНадіслано з мого телефону Xiaomi\n", "Так"),
]
KEPT = [
    (
        "a form with from and to",
        "Hello, please book:\n\nFrom: Praha\nTo: Brno\nDate: 12. 5. 2026\n\nThanks",
        "Hello, please book:\n\nFrom: Praha\nTo: Brno\nDate: 12. 5. 2026\n\nThanks",
    ),
    (
        "what somebody wrote, as a story",
        "Добрый день!\n12.05.2026 ваш оператор мне написал:\nпозвоните позже.\nЯ звонил, никто не ответил.",
        "Добрый день!\n12.05.2026 ваш оператор мне написал:\nпозвоните позже.\nЯ звонил, никто не ответил.",
    ),
    (
        "I wrote on that day",
        "Hi\n12.05.2026 я писал вам о проблеме anna@client.example и жду:\nответа нет.",
        "Hi\n12.05.2026 я писал вам о проблеме anna@client.example и жду:\nответа нет.",
    ),
    (
        "a log that names a user",
        "Log:\n2026-05-12 10:15 login of anna@client.example failed:\nbad password\nHelp!",
        "Log:\n2026-05-12 10:15 login of anna@client.example failed:\nbad password\nHelp!",
    ),
    (
        "inline answers",
        "On Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Which version?\n\n5.2\n\n"
        "> Which system?\n\nDebian\n",
        "> Which version?\n\n5.2\n\n> Which system?\n\nDebian",
    ),
    (
        "answer below",
        "On Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n> Which version?\n\n5.2\n",
        "5.2",
    ),
    (
        "list of things",
        "Hello,\n\nthe form has:\n\n- From: a date\n- To: a date\n\nBoth fail.\n",
        "Hello,\n\nthe form has:\n\n- From: a date\n- To: a date\n\nBoth fail.",
    ),
    (
        "wrote in a sentence",
        "Hi,\nOn Monday I wrote to you about the printer.\nIt still fails:\nerror 5.\n",
        "Hi,\nOn Monday I wrote to you about the printer.\nIt still fails:\nerror 5.",
    ),
    (
        "sentence ru",
        "Добрый день!\nВ понедельник Иван писал вам: принтер не работает.\nНомер заказа 12.05.2026-7.\nЖду ответа.",
        "Добрый день!\nВ понедельник Иван писал вам: принтер не работает.\nНомер заказа 12.05.2026-7.\nЖду ответа.",
    ),
    (
        "log lines",
        "Log:\n\n2026-05-12 10:15:03 error: disk full:\n2026-05-12 10:15:04 retry\n",
        "Log:\n\n2026-05-12 10:15:03 error: disk full:\n2026-05-12 10:15:04 retry",
    ),
    ("only a quote", "> Try again\n> now\n", "> Try again\n> now"),
    ("shell", "Run this:\n\n$ echo a > b\n> c\n\nand look.", "Run this:\n\n$ echo a > b\n> c\n\nand look."),
    (
        "nothing new but a forward",
        "---------- Forwarded message ---------\nFrom: A <a@b.example>\n"
        "Date: Tue, May 12, 2026\nSubject: x\nTo: c\n\nText\n",
        "---------- Forwarded message ---------\nFrom: A <a@b.example>\nDate: Tue, May 12, 2026\nSubject: x\n"
        "To: c\n\nText",
    ),
    (
        "horizontal rule",
        "First part.\n\n-----------\n\nSecond part of my question.\n",
        "First part.\n\n-----------\n\nSecond part of my question.",
    ),
    ("dashes list", "Items:\n--\none\n", "Items:"),
]
ALL = GMAIL + APPLE + OUTLOOK + OTHERS + SIGNED + KEPT[:-1]

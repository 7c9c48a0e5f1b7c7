"""Forwarded mails as mail programs write them: (name, subject of the outer mail, its text)."""

from __future__ import annotations

INTRO = "Коллеги, посмотрите, пожалуйста.\n"

# In each: anna@client.example (Anna Orlova) wrote "Printer" on 12 May 2026, 10:15: "It smokes.\n\nAnna".
FORWARDS = [
    (
        "gmail en",
        "Fwd: Printer",
        "---------- Forwarded message ---------\nFrom: Anna Orlova <anna@client.example>\n"
        "Date: Tue, May 12, 2026 at 10:15 AM\nSubject: Printer\nTo: <boss@desk.example>\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "gmail ru",
        "Fwd: Printer",
        "---------- Forwarded message ---------\nОт: Anna Orlova <anna@client.example>\n"
        "Date: вт, 12 мая 2026 г. в 10:15\nSubject: Printer\nTo: <boss@desk.example>\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "gmail cs",
        "Fwd: Printer",
        "---------- Forwarded message ---------\nOd: Anna Orlova <anna@client.example>\n"
        "Date: út 12. 5. 2026 v 10:15\nSubject: Printer\nTo: boss@desk.example <boss@desk.example>\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "gmail conversation",
        "Fwd: Printer",
        "Forwarded Conversation\nSubject: Printer\n------------------------\n\n"
        "From: *Anna Orlova* <anna@client.example>\nDate: Tue, May 12, 2026 at 10:15 AM\nTo: <boss@desk.example>\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook en",
        "FW: Printer",
        "From: Anna Orlova <anna@client.example>\nSent: Tuesday, May 12, 2026 10:15 AM\n"
        "To: Boss <boss@desk.example>; Other <o@desk.example>\nCc: Third <t@desk.example>\nSubject: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook mailto",
        "FW: Printer",
        "From: Anna Orlova [mailto:anna@client.example] \nSent: Tuesday, May 12, 2026 10:15 AM\nTo: Boss\nSubject: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "exchange links",
        "FW: Printer",
        "________________________________\nFrom: Anna Orlova <anna@client.example<mailto:anna@client.example>>\n"
        "Sent: Tuesday, May 12, 2026 10:15:00 AM\nTo: Boss <boss@desk.example<mailto:boss@desk.example>>\nSubject: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook original",
        "FW: Printer",
        "-----Original Message-----\nFrom: Anna Orlova <anna@client.example> \nSent: Tuesday, May 12, 2026 10:15 AM\nTo: Boss\nSubject: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook ru",
        "FW: Printer",
        "От: Anna Orlova <anna@client.example> \nОтправлено: 12 мая 2026 г. 10:15\nКому: Шеф <boss@desk.example>\nТема: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook ru weekday",
        "Пересл: Printer",
        "От: Anna Orlova <anna@client.example>\nОтправлено: вторник, 12 мая 2026 г. 10:15\nКому: Шеф\nКопия: Ещё\nТема: Printer\nВажность: Высокая\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook cs",
        "FW: Printer",
        "Od: Anna Orlova <anna@client.example> \nOdesláno: úterý 12. května 2026 10:15\nKomu: Šéf <boss@desk.example>\nPředmět: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook de",
        "WG: Printer",
        "Von: Anna Orlova <anna@client.example> \nGesendet: Dienstag, 12. Mai 2026 10:15\nAn: Chef <boss@desk.example>\nBetreff: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook fr",
        "TR: Printer",
        "De : Anna Orlova <anna@client.example> \nEnvoyé : mardi 12 mai 2026 10:15\nÀ : Chef <boss@desk.example>\nObjet : Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook es",
        "RV: Printer",
        "De: Anna Orlova <anna@client.example> \nEnviado el: martes, 12 de mayo de 2026 10:15\nPara: Jefe\nAsunto: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook pl",
        "PD: Printer",
        "Od: Anna Orlova <anna@client.example> \nWysłano: wtorek, 12 maja 2026 10:15\nDo: Szef\nDW: Inny\nTemat: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook uk",
        "FW: Printer",
        "Від: Anna Orlova <anna@client.example> \nНадіслано: 12 травня 2026 р. 10:15\nКому: Шеф\nТема: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook it",
        "I: Printer",
        "Da: Anna Orlova <anna@client.example> \nInviato: martedì 12 maggio 2026 10:15\nA: Capo\nOggetto: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook nl",
        "FW: Printer",
        "Van: Anna Orlova <anna@client.example> \nVerzonden: dinsdag 12 mei 2026 10:15\nAan: Baas\nOnderwerp: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "outlook phone",
        "Fw: Printer",
        "Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n"
        "From: Anna Orlova <anna@client.example>\nSent: Tuesday, May 12, 2026 10:15:00 AM\nTo: Boss <boss@desk.example>\nSubject: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "apple mail",
        "Fwd: Printer",
        "> Begin forwarded message:\n> \n> From: Anna Orlova <anna@client.example>\n> Subject: Printer\n"
        "> Date: May 12, 2026 at 10:15:00 GMT+2\n> To: boss@desk.example\n> \n> It smokes.\n> \n> Anna\n",
    ),
    (
        "apple phone ru",
        "Fwd: Printer",
        "Отправлено с iPhone\n\nНачало переадресованного сообщения:\n\n> От: Anna Orlova <anna@client.example>\n"
        "> Дата: 12 мая 2026 г. в 10:15:00 GMT+2\n> Кому: boss@desk.example\n> Тема: Printer\n> \n> It smokes.\n> \n> Anna\n",
    ),
    (
        "apple cs",
        "Fwd: Printer",
        "Začátek přeposílané zprávy:\n\n> Od: Anna Orlova <anna@client.example>\n> Předmět: Printer\n"
        "> Datum: 12. května 2026 10:15:00 SELČ\n> Komu: boss@desk.example\n> \n> It smokes.\n> \n> Anna\n",
    ),
    (
        "apple de",
        "Fwd: Printer",
        "Anfang der weitergeleiteten Nachricht:\n\n> Von: Anna Orlova <anna@client.example>\n> Betreff: Printer\n"
        "> Datum: 12. Mai 2026 um 10:15:00 MESZ\n> An: boss@desk.example\n> \n> It smokes.\n> \n> Anna\n",
    ),
    (
        "thunderbird en",
        "Fwd: Printer",
        "-------- Forwarded Message --------\nSubject: \tPrinter\nDate: \tTue, 12 May 2026 10:15:00 +0200\n"
        "From: \tAnna Orlova <anna@client.example>\nTo: \tboss@desk.example\n\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "thunderbird ru",
        "Fwd: Printer",
        "-------- Перенаправленное сообщение --------\nТема: \tPrinter\nДата: \tTue, 12 May 2026 10:15:00 +0200\n"
        "От: \tAnna Orlova <anna@client.example>\nКому: \tboss@desk.example\n\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "thunderbird cs",
        "Fwd: Printer",
        "-------- Přeposlaná zpráva --------\nPředmět: \tPrinter\nDatum: \tTue, 12 May 2026 10:15:00 +0200\n"
        "Od: \tAnna Orlova <anna@client.example>\nKomu: \tboss@desk.example\n\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "thunderbird de",
        "Fwd: Printer",
        "-------- Weitergeleitete Nachricht --------\nBetreff: \tPrinter\nDatum: \tTue, 12 May 2026 10:15:00 +0200\n"
        "Von: \tAnna Orlova <anna@client.example>\nAn: \tboss@desk.example\n\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "thunderbird fr",
        "Fwd: Printer",
        "-------- Message transféré --------\nSujet : \tPrinter\nDate : \tTue, 12 May 2026 10:15:00 +0200\n"
        "De : \tAnna Orlova <anna@client.example>\nPour : \tboss@desk.example\n\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "thunderbird pl",
        "Fwd: Printer",
        "-------- Treść przekazanej wiadomości --------\nTemat: \tPrinter\nData: \tTue, 12 May 2026 10:15:00 +0200\n"
        "Nadawca: \tAnna Orlova <anna@client.example>\nAdresat: \tboss@desk.example\n\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "thunderbird uk",
        "Fwd: Printer",
        "-------- Переслане повідомлення --------\nТема: \tPrinter\nДата: \tTue, 12 May 2026 10:15:00 +0200\n"
        "Від: \tAnna Orlova <anna@client.example>\nКому: \tboss@desk.example\n\n\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "yandex",
        "Fwd: Printer",
        '-------- Пересылаемое сообщение --------\n12.05.2026, 10:15, "Anna Orlova" <anna@client.example>:\n\n'
        "It smokes.\n\nAnna\n\n-------- Конец пересылаемого сообщения --------\n",
    ),
    (
        "yandex new",
        "Fwd: Printer",
        "----------------\nКому: boss@desk.example (boss@desk.example);\nТема: Printer;\n"
        '12.05.2026, 10:15, "Anna Orlova" <anna@client.example>:\n\nIt smokes.\n\nAnna\n',
    ),
    (
        "yandex phone",
        "Fwd: Printer",
        "--\nОтправлено из мобильного приложения Яндекс Почты\n\n-------- Пересылаемое сообщение --------\n"
        "От: Anna Orlova <anna@client.example>\nДата: 12.05.2026, 10:15\nКому: boss@desk.example\nТема: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "mail.ru",
        "Fwd: Printer",
        "-------- Пересылаемое сообщение --------\nОт: Anna Orlova <anna@client.example>\nКому: Шеф <boss@desk.example>\n"
        "Дата: Вторник, 12 мая 2026, 10:15 +02:00\nТема: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "mail.ru quoted",
        "Fwd: Printer",
        "-------- Пересылаемое сообщение --------\nОт кого: Anna Orlova <anna@client.example>\nКому: boss@desk.example\n"
        "Дата: Вторник, 12 мая 2026, 10:15 +02:00\nТема: Printer\n\n>It smokes.\n>\n>Anna\n",
    ),
    (
        "seznam",
        "Fwd: Printer",
        "---------- Přeposlaný e-mail ----------\nOd: Anna Orlova <anna@client.example>\nKomu: boss@desk.example\n"
        "Datum: 12. 5. 2026 10:15:00\nPředmět: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "seznam original",
        "Fwd: Printer",
        "---------- Původní e-mail ----------\nOd: Anna Orlova <anna@client.example>\nKomu: boss@desk.example\n"
        "Datum: 12. 5. 2026 10:15:00\nPředmět: Printer\nIt smokes.\n\nAnna\n",
    ),
    (
        "samsung",
        "Fwd: Printer",
        "Sent from my Galaxy\n\n\n-------- Original message --------\nFrom: Anna Orlova <anna@client.example>\n"
        "Date: 5/12/26 10:15 AM (GMT+02:00)\nTo: boss@desk.example\nSubject: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "samsung ru",
        "Fwd: Printer",
        "Отправлено с моего Galaxy\n\n-------- Исходное сообщение --------\nОт: Anna Orlova <anna@client.example>\n"
        "Дата: 12.05.26 10:15 (GMT+02:00)\nКому: boss@desk.example\nТема: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "lotus",
        "Fw: Printer",
        "----- Forwarded by Agent/Company on 12.05.2026 10:20 -----\n\nFrom:   Anna Orlova <anna@client.example>\n"
        "To:     boss@desk.example\nDate:   12.05.2026 10:15\nSubject:        Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "zimbra",
        "Fwd: Printer",
        '----- Forwarded Message -----\nFrom: "Anna Orlova" <anna@client.example>\nTo: boss@desk.example\n'
        "Sent: Tuesday, May 12, 2026 10:15:00 AM\nSubject: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "zimbra ru",
        "Fwd: Printer",
        '----- Пересланное сообщение -----\nОт: "Anna Orlova" <anna@client.example>\nКому: boss@desk.example\n'
        "Отправленные: Вторник, 12 Май 2026 г 10:15:00\nТема: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "roundcube",
        "Fwd: Printer",
        "-------- Original Message --------\nSubject: Printer\nDate: 2026-05-12 10:15\n"
        "From: Anna Orlova <anna@client.example>\nTo: boss@desk.example\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "roundcube cs",
        "Fwd: Printer",
        "-------- Původní zpráva --------\nPředmět: Printer\nDatum: 2026-05-12 10:15\n"
        "Odesílatel: Anna Orlova <anna@client.example>\nAdresát: boss@desk.example\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "proton",
        "Fw: Printer",
        "Sent with Proton Mail secure email.\n\n------- Forwarded Message -------\nFrom: Anna Orlova <anna@client.example>\n"
        "Date: On Tuesday, May 12th, 2026 at 10:15 AM\nSubject: Printer\nTo: boss@desk.example <boss@desk.example>\n\n\n> It smokes.\n> \n> Anna\n",
    ),
    (
        "mutt",
        "Fwd: Printer",
        "----- Forwarded message from Anna Orlova <anna@client.example> -----\n\nDate: Tue, 12 May 2026 10:15:00 +0200\n"
        "From: Anna Orlova <anna@client.example>\nTo: boss@desk.example\nSubject: Printer\n\nIt smokes.\n\nAnna\n\n----- End forwarded message -----\n",
    ),
    (
        "k-9",
        "Fwd: Printer",
        "-------- Original Message --------\nFrom: Anna Orlova <anna@client.example>\nSent: May 12, 2026 10:15:00 AM GMT+02:00\n"
        "To: boss@desk.example\nSubject: Printer\n\nIt smokes.\n\nAnna\n",
    ),
    (
        "the bat",
        "Fwd: Printer",
        "This is a forwarded message\nFrom: Anna Orlova <anna@client.example>\nTo: boss@desk.example\n"
        "Date: Tuesday, May 12, 2026, 10:15:00 AM\nSubject: Printer\n\n===8<==============Original message text===============\nIt smokes.\n\nAnna\n\n===8<===========End of original message text===========\n",
    ),
    (
        "marked without a subject of its own",
        "Please look",
        "---------- Forwarded message ---------\nFrom: Anna Orlova <anna@client.example>\n"
        "Date: Tue, May 12, 2026 at 10:15 AM\nSubject: Printer\nTo: <boss@desk.example>\n\n\nIt smokes.\n\nAnna\n",
    ),
]
ANSWERS = [
    (
        "answer",
        "Re: Printer",
        "Thanks.\n\nOn Tue, May 12, 2026 at 10:15 AM Anna <anna@client.example> wrote:\n\n> It smokes.\n",
    ),
    (
        "answer to a forward",
        "Re: Fwd: Printer",
        "Thanks.\n\nOn Tue, May 12, 2026 at 10:15 AM Anna <anna@client.example> wrote:\n\n> ---------- Forwarded message ---------\n"
        "> From: Bob <bob@client.example>\n> Date: Mon, May 11, 2026\n> Subject: Printer\n> To: anna\n>\n> It smokes.\n",
    ),
    (
        "outlook answer",
        "RE: Printer",
        "Thanks.\n\nFrom: Anna <anna@client.example>\nSent: Tuesday, May 12, 2026 10:15 AM\nTo: Boss\nSubject: Printer\n\nIt smokes.\n",
    ),
    ("ordinary", "Printer", "It smokes.\n\nFrom: Praha\nTo: Brno\n"),
    ("a word", "Fwd: Printer", "I wanted to forward something and forgot it.\n"),
]

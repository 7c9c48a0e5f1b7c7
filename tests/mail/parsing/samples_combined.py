"""Answers with notices, lists, quotes and signatures in the ways that people combine them: (name, text, the new part)."""

from __future__ import annotations

COMBINED = [
    (
        "disclaimer en",
        "Works.\n\nCONFIDENTIALITY NOTICE: This e-mail and any attachments are confidential and intended solely for the addressee. If you are not the intended recipient, please delete it.\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "disclaimer rule",
        "Works.\n\n________________________________\nThis email is confidential. If you have received it in error, please notify the sender.\n",
        "Works.",
    ),
    (
        "disclaimer de",
        "Works.\n\nDiese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte den Absender und vernichten Sie diese E-Mail.\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "disclaimer ru",
        "Works.\n\nДанное сообщение и любые приложения к нему являются конфиденциальными и предназначены исключительно для адресата.\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "disclaimer cs",
        "Works.\n\nTato zpráva je určena pouze adresátovi a může obsahovat důvěrné informace.\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "green",
        "Works.\n\nPlease consider the environment before printing this e-mail.\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "sig then quote",
        "Works.\n\n-- \nAnna Orlova\nClient Ltd\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "farewell+name+quote",
        "Works.\n\nBest regards,\nAnna\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.\n\nBest regards,\nAnna",
    ),
    (
        "farewell ru card",
        "Works.\n\nС уважением, Анна Орлова\nМенеджер отдела продаж\nООО «Клиент»\nТел.: +7 (495) 000-11-22\nwww.client.example\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "farewell cs card",
        "Works.\n\nS pozdravem\n\nJan Novák\nvedoucí IT\n\nFirma s.r.o.\nPražská 1, 110 00 Praha\ntel.: +420 777 123 456\njan@firma.example\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "farewell de card",
        "Works.\n\nMit freundlichen Grüßen\n\ni. A. Max Mustermann\nMuster GmbH\nTel. +49 89 123456\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "farewell fr card",
        "Works.\n\nCordialement,\n\nJean Dupont\n+33 1 23 45 67 89\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "farewell pl card",
        "Works.\n\nPozdrawiam serdecznie,\nAnna Kowalska\ntel. 600 700 800\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "farewell uk card",
        "Works.\n\nЗ повагою,\nІван Петренко\nтел. +380 44 123 45 67\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.",
    ),
    (
        "bottom posting with sig",
        "On Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n> Again.\n\nWorks.\n\n-- \nAnna\n",
        "Works.",
    ),
    (
        "inline + intro",
        "Hello,\n\nsee below.\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n> Which?\n\nThe red one.\n\n> When?\n\nToday.\n\n-- \nAnna\n",
        "Hello,\n\nsee below.\n\n> Which?\n\nThe red one.\n\n> When?\n\nToday.",
    ),
    (
        "inline then rest quoted",
        "On Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n> Which?\nThe red one.\n\n> When?\n> Thanks\n",
        "> Which?\nThe red one.",
    ),
    (
        "nested quotes",
        "Works.\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n>\n> On Mon, May 11, 2026 Anna <a@c.example> wrote:\n>\n>> It fails.\n",
        "Works.",
    ),
    ("top and quote without attribution", "Works.\n\n> Please try.\n> Again.\n", "Works."),
    ("pipe quotes", "Works.\n\n| Please try.\n| Again.\n", "Works.\n\n| Please try.\n| Again."),
    (
        "outlook ___ only",
        "Works.\n\n_____________________________________________\nFrom: Support\nSent: Tuesday, May 12, 2026\nTo: A\nSubject: x\n\nold\n",
        "Works.",
    ),
    ("above line", "Works.\n\n##- Please type your reply above this line -##\n\nOld words\n", "Works."),
    ("above line ru", "Works.\n\n--- Пишите ответ выше этой линии ---\n\nOld words\n", "Works."),
    ("above line cs", "Works.\n\n##- Odpověď pište nad tento řádek -##\n\nOld\n", "Works."),
    ("reply above", "Works.\n\n-- REPLY ABOVE THIS LINE --\nOld\n", "Works."),
    (
        "list footer",
        "Works.\n\n_______________________________________________\nUsers mailing list\nusers@lists.example\nhttps://lists.example/listinfo/users\n",
        "Works.",
    ),
    (
        "google group footer",
        'Works.\n\n-- \nYou received this message because you are subscribed to the Google Groups "x" group.\nTo unsubscribe\n',
        "Works.",
    ),
    ("dash list", "Missing:\n\n- one\n- two\n- three\n", "Missing:\n\n- one\n- two\n- three"),
    ("table", "Name | Count\n-----|------\na | 1\n", "Name | Count\n-----|------\na | 1"),
    (
        "code",
        "Hi\n\n```\n> git status\n> git push\n```\n\nfails\n",
        "Hi\n\n```\n> git status\n> git push\n```\n\nfails",
    ),
    ("numbers", "1. Yes\n2. No\n\nAnna\n", "1. Yes\n2. No\n\nAnna"),
    (
        "phone + quote de",
        "Ja\n\nVon meinem iPhone gesendet\n\n> Am 12.05.2026 um 10:15 schrieb Support <s@d.example>:\n> \n> \ufeffAlt\n",
        "Ja",
    ),
    (
        "apple two blockquotes",
        "Yes.\n\n> On May 12, 2026, at 10:15 AM, Support <s@d.example> wrote:\n> \n> \n> Try.\n> \n>> On May 11, 2026, at 9:00 AM, Anna <a@c.example> wrote:\n>> \n>> Fails.\n",
        "Yes.",
    ),
    (
        "gmail with image marks",
        "Works.\n\n[image: image.png]\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Works.\n\n[image: image.png]",
    ),
    (
        "thanks only",
        "Thanks!\n\nOn Tue, May 12, 2026 at 10:15 AM Support <s@desk.example> wrote:\n\n> Please try.\n",
        "Thanks!",
    ),
    (
        "mobile between",
        "Да\n--\nОтправлено из Mail.ru для Android вторник, 12 мая 2026г., 10:15 +03:00 от Поддержка s@desk.example:\n\n>Попробуйте\n",
        "Да",
    ),
    (
        "yahoo plain",
        "Works.\n\n   On Tuesday, May 12, 2026, 10:15:00 AM GMT+2, Support <s@desk.example> wrote:  \n \n Please try.\nAgain\n",
        "Works.",
    ),
]
KEPT_NOTICES = [
    "Hello,\n\nI sent the e-mail to the wrong recipient by mistake, please delete it in error logs too, thank you very much.",
    "Добрый день!\n\nПрошу удалить письмо, которое по ошибке ушло не тому адресату, и уведомите меня, пожалуйста.",
    "Hello,\n\nis your e-mail confidential?",
    "Our policy is:\n\nThis message is confidential and intended only for the addressee, delete it otherwise.\n\nIs that right?",
    "Guten Tag,\n\nwie wirkt Ihr Produkt auf die Natur? Wir schützen Wälder und möchten es genau wissen, bevor wir bestellen.",
]

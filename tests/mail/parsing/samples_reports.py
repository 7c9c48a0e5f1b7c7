"""Reports of undelivered mail as some forty mail systems write them: (name, hard or soft, the mail)."""

from __future__ import annotations

REPORTS = [
    (
        "exim",
        "hard",
        "From: Mail Delivery System <Mailer-Daemon@mx.example>\nTo: support@desk.example\nSubject: Mail delivery failed: returning message to sender\nDate: Tue, 12 May 2026 10:15:00 +0200\nAuto-Submitted: auto-replied\nX-Failed-Recipients: anna@client.example\n\nThis message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  anna@client.example\n    host mx.client.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<anna@client.example>:\n    550 5.1.1 <anna@client.example>: Recipient address rejected: User unknown in virtual mailbox table\n\nReporting-MTA: dns; mx.example\n",
    ),
    (
        "exim unrouteable",
        "hard",
        "From: Mail Delivery System <Mailer-Daemon@mx.example>\nTo: support@desk.example\nSubject: Mail delivery failed: returning message to sender\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  anna@client.example\n    Unrouteable address\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n",
    ),
    (
        "exim quota",
        "soft",
        "From: Mail Delivery System <Mailer-Daemon@mx.example>\nTo: support@desk.example\nSubject: Mail delivery failed: returning message to sender\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nThe following address(es) failed:\n\n  anna@client.example\n    mailbox is full:\n    retry timeout exceeded\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n",
    ),
    (
        "exim delay",
        "soft",
        "From: Mail Delivery System <Mailer-Daemon@mx.example>\nTo: support@desk.example\nSubject: Warning: message 1aBcDe-000 delayed 24 hours\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nThis message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.\n\nThe message identifier is:     1aBc\nThe subject of the message is: Re: printer\nThe date of the message is:    Tue, 12 May 2026\n\nThe address to which the message has not yet been delivered is:\n\n  anna@client.example\n    Delay reason: Connection timed out\n\nNo action is required on your part.\n",
    ),
    (
        "postfix",
        "hard",
        'From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: support@desk.example\nSubject: Undelivered Mail Returned to Sender\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nThis is the mail system at host mx.example.\n\nI\'m sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<anna@client.example>: host mx.client.example[192.0.2.1] said: 550 5.1.1 <anna@client.example>: Recipient address rejected: User unknown (in reply to RCPT TO command)\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; anna@client.example\nOriginal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.client.example\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "postfix bare",
        "hard",
        "From: MAILER-DAEMON@mx.example (Mail Delivery System)\nTo: support@desk.example\nSubject: Undelivered Mail Returned to Sender\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nThis is the mail system at host mx.example.\n\n<anna@client.example>: Host or domain name not found. Name service error for name=client.example type=A: Host not found\n",
    ),
    (
        "postfix delayed",
        "soft",
        'From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: support@desk.example\nSubject: Delayed Mail (still being retried)\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nTHIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\n<anna@client.example>: connect to mx.client.example[192.0.2.1]:25: Connection timed out\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; anna@client.example\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect timed out\nWill-Retry-Until: Sun, 17 May 2026 10:15:00 +0200\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "qmail",
        "hard",
        "From: MAILER-DAEMON@mx.example\nTo: support@desk.example\nSubject: failure notice\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nHi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<anna@client.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 No such user\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n",
    ),
    (
        "qmail local",
        "hard",
        "From: MAILER-DAEMON@mx.example\nTo: support@desk.example\nSubject: failure notice\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nHi. This is the qmail-send program at mx.example.\n\n<anna@client.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n",
    ),
    (
        "sendmail",
        "hard",
        'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>\nTo: support@desk.example\nSubject: Returned mail: see transcript for details\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nThe original message was received at Tue, 12 May 2026 10:15:00 +0200\nfrom localhost [127.0.0.1]\n\n   ----- The following addresses had permanent fatal errors -----\n<anna@client.example>\n    (reason: 550 5.1.1 <anna@client.example>... User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.client.example.:\n>>> DATA\n<<< 550 5.1.1 <anna@client.example>... User unknown\n550 5.1.1 <anna@client.example>... User unknown\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: RFC822; anna@client.example\nAction: failed\nStatus: 5.1.1\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "sendmail text",
        "hard",
        "From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>\nTo: support@desk.example\nSubject: Returned mail: User unknown\nDate: Tue, 12 May 2026 10:15:00 +0200\n\n   ----- The following addresses had permanent fatal errors -----\n<anna@client.example>\n\n   ----- Transcript of session follows -----\n550 anna@client.example... User unknown\n\n   ----- Original message follows -----\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n",
    ),
    (
        "exchange en",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Undeliverable: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nYour message to anna@client.example couldn't be delivered.\nanna wasn't found at client.example.\n",
    ),
    (
        "m365 en",
        "hard",
        "From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Undeliverable: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nYour message to anna@client.example couldn't be delivered.\nanna wasn't found at client.example.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n",
    ),
    (
        "exchange ru",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Не удается доставить: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nНе удалось доставить сообщение следующим получателям или группам:\n\nanna@client.example (anna@client.example)\nНе удалось найти введенный адрес электронной почты.\n\nДиагностические сведения для администраторов:\n\nФормирующий сервер: mx.example\n\nanna@client.example\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found'\n",
    ),
    (
        "m365 ru",
        "hard",
        "From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Не удается доставить: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nНе удалось доставить сообщение следующим получателям или группам:\n\nanna@client.example (anna@client.example)\nНе удалось найти введенный адрес электронной почты.\n\nДиагностические сведения для администраторов:\n\nФормирующий сервер: mx.example\n\nanna@client.example\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found'\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n",
    ),
    (
        "exchange ru2",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Недоставленное: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nНе удалось доставить сообщение anna@client.example.\n\nПользователь anna не найден в домене client.example.\n\nRemote Server returned '550 5.1.1 User unknown'\n",
    ),
    (
        "m365 ru2",
        "hard",
        "From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Недоставленное: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nНе удалось доставить сообщение anna@client.example.\n\nПользователь anna не найден в домене client.example.\n\nRemote Server returned '550 5.1.1 User unknown'\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n",
    ),
    (
        "exchange cs",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Nedoručitelné: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nDoručení následujícím příjemcům nebo skupinám se nezdařilo:\n\nanna@client.example (anna@client.example)\nZadaná e-mailová adresa nebyla nalezena.\n\nDiagnostické informace pro správce:\nanna@client.example\nRemote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'\n",
    ),
    (
        "m365 cs",
        "hard",
        "From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Nedoručitelné: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nDoručení následujícím příjemcům nebo skupinám se nezdařilo:\n\nanna@client.example (anna@client.example)\nZadaná e-mailová adresa nebyla nalezena.\n\nDiagnostické informace pro správce:\nanna@client.example\nRemote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n",
    ),
    (
        "exchange cs2",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Nelze doručit: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nZprávu se nepodařilo doručit adresátovi anna@client.example.\nRemote Server returned '550 5.4.1 Recipient address rejected: Access denied'\n",
    ),
    (
        "m365 cs2",
        "hard",
        "From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Nelze doručit: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nZprávu se nepodařilo doručit adresátovi anna@client.example.\nRemote Server returned '550 5.4.1 Recipient address rejected: Access denied'\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n",
    ),
    (
        "exchange de",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Unzustellbar: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nFehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nanna@client.example (anna@client.example)\nDie eingegebene E-Mail-Adresse wurde nicht gefunden.\n\nanna@client.example\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
    ),
    (
        "m365 de",
        "hard",
        'From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Unzustellbar: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nFehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nanna@client.example (anna@client.example)\nDie eingegebene E-Mail-Adresse wurde nicht gefunden.\n\nanna@client.example\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "exchange fr",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Non remis : Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nÉchec de la remise à ces destinataires ou groupes :\n\nanna@client.example\nL'adresse de courrier électronique est introuvable.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
    ),
    (
        "m365 fr",
        "hard",
        'From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Non remis : Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nÉchec de la remise à ces destinataires ou groupes :\n\nanna@client.example\nL\'adresse de courrier électronique est introuvable.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "exchange pl",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Niedostarczone: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nDostarczenie do następujących adresatów lub grup nie powiodło się:\n\nanna@client.example\nNie można znaleźć podanego adresu e-mail.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
    ),
    (
        "m365 pl",
        "hard",
        'From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Niedostarczone: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nDostarczenie do następujących adresatów lub grup nie powiodło się:\n\nanna@client.example\nNie można znaleźć podanego adresu e-mail.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "exchange es",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: No se puede entregar: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nNo se pudo entregar el mensaje a estos destinatarios o grupos:\n\nanna@client.example\nNo se encontró la dirección.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
    ),
    (
        "m365 es",
        "hard",
        'From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: No se puede entregar: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nNo se pudo entregar el mensaje a estos destinatarios o grupos:\n\nanna@client.example\nNo se encontró la dirección.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "exchange uk",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Не вдалося доставити: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nНе вдалося доставити повідомлення таким одержувачам або групам:\n\nanna@client.example\nАдресу не знайдено.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
    ),
    (
        "m365 uk",
        "hard",
        'From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Не вдалося доставити: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nНе вдалося доставити повідомлення таким одержувачам або групам:\n\nanna@client.example\nАдресу не знайдено.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "exchange it",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Non recapitabile: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nImpossibile recapitare il messaggio ai seguenti destinatari o gruppi:\n\nanna@client.example\nIndirizzo non trovato.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
    ),
    (
        "m365 it",
        "hard",
        'From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Non recapitabile: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nImpossibile recapitare il messaggio ai seguenti destinatari o gruppi:\n\nanna@client.example\nIndirizzo non trovato.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "exchange pt",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Não é possível entregar: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nA entrega falhou para estes destinatários ou grupos:\n\nanna@client.example\nEndereço não encontrado.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
    ),
    (
        "m365 pt",
        "hard",
        'From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Não é possível entregar: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nA entrega falhou para estes destinatários ou grupos:\n\nanna@client.example\nEndereço não encontrado.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "exchange nl",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Onbestelbaar: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nKan het bericht niet bezorgen bij deze geadresseerden of groepen:\n\nanna@client.example\nAdres niet gevonden.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
    ),
    (
        "m365 nl",
        "hard",
        'From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Onbestelbaar: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nKan het bericht niet bezorgen bij deze geadresseerden of groepen:\n\nanna@client.example\nAdres niet gevonden.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "exchange sk",
        "hard",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>\nTo: support@desk.example\nSubject: Nedoručiteľné: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nDoručenie týmto príjemcom alebo skupinám zlyhalo:\n\nanna@client.example\nAdresa sa nenašla.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
    ),
    (
        "m365 sk",
        "hard",
        'From: Microsoft Outlook <postmaster@client.onmicrosoft.com>\nTo: support@desk.example\nSubject: Nedoručiteľné: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nDoručenie týmto príjemcom alebo skupinám zlyhalo:\n\nanna@client.example\nAdresa sa nenašla.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;X.prod.outlook.com\nReceived-From-MTA: dns;x\nArrival-Date: Tue, 12 May 2026 08:15:00 +0000\n\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "exchange 2003",
        "hard",
        "From: System Administrator <postmaster@client.example>\nTo: support@desk.example\nSubject: Undeliverable: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nYour message\n\n  To:      anna@client.example\n  Subject: Re: printer\n  Sent:    Tue, 12 May 2026 10:15:00 +0200\n\ndid not reach the following recipient(s):\n\nanna@client.example on Tue, 12 May 2026 10:15:01 +0200\n    The e-mail account does not exist at the organization this message was sent to.\n            <mx.client.example #5.1.1>\n",
    ),
    (
        "exchange 2003 ru",
        "hard",
        "From: System Administrator <postmaster@client.example>\nTo: support@desk.example\nSubject: Не доставлено: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nВаше сообщение\n\n  Кому:      anna@client.example\n  Тема: Re: printer\n  Отправлено:    12.05.2026 10:15\n\nне доставлено следующим получателям:\n\nanna@client.example 12.05.2026 10:15\n    Учетная запись не существует.\n            <mx.client.example #5.1.1>\n",
    ),
    (
        "gmail",
        "hard",
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nTo: support@desk.example\nSubject: Delivery Status Notification (Failure)\nDate: Tue, 12 May 2026 10:15:00 +0200\nX-Failed-Recipients: anna@client.example\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n** Address not found **\n\nYour message wasn't delivered to anna@client.example because the address couldn't be found, or is unable to receive mail.\n\nThe response was:\n550 5.1.1 The email account that you tried to reach does not exist.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; googlemail.com\n\nFinal-Recipient: rfc822; anna@client.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n",
    ),
    (
        "gmail text",
        "hard",
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nTo: support@desk.example\nSubject: Delivery Status Notification (Failure)\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nDelivery to the following recipient failed permanently:\n\n     anna@client.example\n\nTechnical details of permanent failure:\nGoogle tried to deliver your message, but it was rejected by the server for the recipient domain client.example.\n\nThe error that the other server returned was:\n550 5.1.1 User unknown\n\n----- Original message -----\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n",
    ),
    (
        "gmail ru",
        "hard",
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nTo: support@desk.example\nSubject: Уведомление о статусе доставки (Ошибка)\nDate: Tue, 12 May 2026 10:15:00 +0200\nAuto-Submitted: auto-replied\n\n** Адрес не найден **\n\nВаше письмо не доставлено получателю anna@client.example, так как такого адреса не существует или он не может принимать почту.\n\nОтвет удаленного сервера:\n550 5.1.1 The email account that you tried to reach does not exist.\n",
    ),
    (
        "gmail quota",
        "soft",
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nTo: support@desk.example\nSubject: Delivery Status Notification (Delay)\nDate: Tue, 12 May 2026 10:15:00 +0200\n\n** Delivery incomplete **\n\nThere was a temporary problem delivering your message to anna@client.example. Gmail will retry for 45 more hours. You'll be notified if the delivery fails permanently.\n",
    ),
    (
        "yandex",
        "hard",
        "From: mailer-daemon@yandex.ru\nTo: support@desk.example\nSubject: Недоставленное сообщение\nDate: Tue, 12 May 2026 10:15:00 +0200\nAuto-Submitted: auto-replied\n\nЭто письмо отправлено почтовым сервером yandex.ru.\n\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может\nбыть отправлено одному или нескольким адресатам. Технические подробности можно найти ниже.\n\nВозможные причины недоставки указаны по адресу:\nhttps://yandex.ru/support/mail/error.html\n\nПожалуйста, не отвечайте на это сообщение.\n\n<anna@client.example>: host mx.client.example[192.0.2.1] said: 550 5.1.1 No such user (in reply to RCPT TO command)\n",
    ),
    (
        "mail.ru",
        "hard",
        "From: mailer-daemon@corp.mail.ru\nTo: support@desk.example\nSubject: Mail failure.\nDate: Tue, 12 May 2026 10:15:00 +0200\nAuto-Submitted: auto-replied\nX-Failed-Recipients: anna@client.example\n\nThis is an automatically generated Delivery Status Notification.\n\nUnable to deliver your message to the following recipients:\n\nanna@client.example\n550 Message was not accepted -- invalid mailbox.  Local mailbox anna@client.example is unavailable: user not found\n",
    ),
    (
        "mail.ru ru",
        "hard",
        "From: Mailer-Daemon <mailer-daemon@mail.ru>\nTo: support@desk.example\nSubject: Ваше сообщение не доставлено. Mail failure.\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nЭто письмо создано автоматически\nсервером Mail.Ru, отвечать на него не нужно.\n\nК сожалению, Ваше письмо не может\nбыть доставлено одному или нескольким получателям:\n\n**********************\nanna@client.example\nsmtp-mx: user not found (550 5.1.1)\n\nК письму прикреплен отчет о доставке.\n",
    ),
    (
        "seznam",
        "hard",
        "From: Mailer-Daemon@seznam.cz\nTo: support@desk.example\nSubject: Nedoručená zpráva / Undelivered mail\nDate: Tue, 12 May 2026 10:15:00 +0200\nAuto-Submitted: auto-replied\n\nOmlouváme se, ale Vaši zprávu se nepodařilo doručit na adresu anna@client.example.\n\nDůvod: 550 5.1.1 Uživatel neexistuje / User unknown\n",
    ),
    (
        "seznam qmail",
        "hard",
        "From: MAILER-DAEMON@email.seznam.cz\nTo: support@desk.example\nSubject: failure notice\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nZpráva nemohla být doručena. Toto je trvalá chyba.\n\n<anna@client.example>:\n550 5.1.1 Mailbox unavailable\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n",
    ),
    (
        "zimbra",
        "hard",
        "From: MAILER-DAEMON@zimbra.example (Mail Delivery System)\nTo: support@desk.example\nSubject: Undelivered Mail Returned to Sender\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nThis is the mail system at host zimbra.example.\n\n<anna@client.example>: host zimbra.client.example[192.0.2.1] said: 550 5.1.1 <anna@client.example>: Recipient address rejected: client.example (in reply to RCPT TO command)\n",
    ),
    (
        "lotus",
        "hard",
        "From: postmaster@client.example\nTo: support@desk.example\nSubject: DELIVERY FAILURE: User anna (anna@client.example) not listed in Domino Directory\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nYour message\n\n  Subject: Re: printer\n\nwas not delivered to:\n\n  anna@client.example\n\nbecause:\n\n  User anna (anna@client.example) not listed in Domino Directory\n",
    ),
    (
        "lotus de",
        "hard",
        "From: postmaster@client.example\nTo: support@desk.example\nSubject: Zustellfehler: User anna not listed\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nIhre Nachricht\n\n  Betreff: Re: printer\n\nwurde nicht zugestellt an:\n\n  anna@client.example\n\nda:\n\n  User anna (anna@client.example) not listed in Domino Directory\n",
    ),
    (
        "yahoo",
        "hard",
        "From: MAILER-DAEMON@yahoo.com\nTo: support@desk.example\nSubject: Failure Notice\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nSorry, we were unable to deliver your message to the following address.\n\n<anna@client.example>:\n550: 5.1.1 <anna@client.example>: Recipient address rejected: User unknown\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n",
    ),
    (
        "aol",
        "hard",
        'From: Mail Delivery Subsystem <MAILER-DAEMON@aol.com>\nTo: support@desk.example\nSubject: Mail System Error - Returned Mail\nDate: Tue, 12 May 2026 10:15:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nYour mail was not delivered:\n<anna@client.example>\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; aol.com\n\nFinal-Recipient: rfc822; anna@client.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <anna@client.example>: Recipient address rejected: anna@client.example\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <support@desk.example>\nReceived: from x by y; Tue, 12 May 2026 10:15:00 +0200\nMessage-ID: <ticket-5.1@desk.example>\nFrom: Support <support@desk.example>\nTo: anna@client.example\nSubject: Re: printer\n\nHello\n\n--b--\n',
    ),
    (
        "icloud",
        "soft",
        "From: MAILER-DAEMON@icloud.com\nTo: support@desk.example\nSubject: Undeliverable\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: anna@client.example\n  Reason: Over quota\n",
    ),
    (
        "courier",
        "hard",
        'From: "Courier mail server at mx.example" <@mx.example>\nTo: support@desk.example\nSubject: NOTICE: mail delivery status.\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nThis is a delivery status notification from mx.example,\nrunning the Courier mail server, version 0.65.\n\nThe original message was received on Tue, 12 May 2026 10:15:00 +0200\n\n---------------------------------------------------------------------------\n\n                           UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<anna@client.example>:\n    mx.client.example [192.0.2.1]:\n>>> RCPT TO:<anna@client.example>\n<<< 550 User unknown.\n',
    ),
    (
        "messaging server",
        "hard",
        "From: Internet Mail Delivery <postmaster@mx.example>\nTo: support@desk.example\nSubject: Delivery Notification: Delivery has failed\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nThis report relates to a message you sent with the following header fields:\n\n  Message-id: <ticket-5.1@desk.example>\n  Date: Tue, 12 May 2026 10:15:00 +0200\n  From: support@desk.example\n  To: anna@client.example\n  Subject: Re: printer\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: anna@client.example\n  Reason: Remote SMTP server has rejected address\n  Diagnostic code: smtp;550 5.1.1 unknown user\n",
    ),
    (
        "mimecast",
        "hard",
        "From: postmaster@mimecast.example\nTo: support@desk.example\nSubject: [Postmaster] Email Delivery Failure\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nThis is an automatically generated message from Mimecast.\n\nThe email you sent could not be delivered to: anna@client.example\n\nReason: 550 5.1.1 Invalid Recipient\n",
    ),
    (
        "barracuda",
        "hard",
        "From: MAILER-DAEMON@barracuda.example\nTo: support@desk.example\nSubject: **Message you sent blocked by our bulk email filter**\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nYour message to: anna@client.example\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: Re: printer\n",
    ),
    (
        "blocked dkim",
        "hard",
        "From: postmaster@mx.example\nTo: support@desk.example\nSubject: Undeliverable: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nDelivery has failed to these recipients or groups:\n\nanna@client.example\nYour message was blocked: 550 5.7.1 Service unavailable; Client host [192.0.2.5] blocked using Spamhaus\n",
    ),
    (
        "hmailserver",
        "hard",
        "From: mailer-daemon@mx.example\nTo: support@desk.example\nSubject: Message undeliverable: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nYour message did not reach some or all of the intended recipients.\n\n   Sent: Tue, 12 May 2026 10:15:00 +0200\n   Subject: Re: printer\n\nThe following recipient(s) could not be reached:\n\nanna@client.example\n   Error Type: SMTP\n   Remote server (192.0.2.1) issued an error.\n   hMailServer sent: RCPT TO:<anna@client.example>\n   Remote server replied: 550 5.1.1 Unknown user\n",
    ),
    (
        "mdaemon",
        "hard",
        "From: MDaemon at mx.example <MDaemon@mx.example>\nTo: support@desk.example\nSubject: Permanent Delivery Failure\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nThe attached message had PERMANENT fatal delivery errors.\n\n--> anna@client.example\n\nSession Transcript:\n--> RCPT To:<anna@client.example>\n<-- 550 User unknown\n",
    ),
    (
        "kerio",
        "hard",
        "From: MAILER-DAEMON@mx.example\nTo: support@desk.example\nSubject: Undeliverable Mail: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nYour message could not be delivered to the following recipients:\n\nanna@client.example\n    550 5.1.1 User unknown\n",
    ),
    (
        "communigate",
        "hard",
        "From: MAILER-DAEMON@mx.example\nTo: support@desk.example\nSubject: Undeliverable mail: Re: printer\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nFailed to deliver to 'anna@client.example'\nSMTP module(domain client.example) reports:\n anna@client.example: no such user\n\nReporting-MTA: dns; mx.example\n\nOriginal-Recipient: rfc822;anna@client.example\nFinal-Recipient: rfc822;anna@client.example\nAction: failed\nStatus: 5.0.0\n",
    ),
    (
        "web.de",
        "hard",
        "From: mailer-daemon@web.de (WEB.DE Mailer Daemon)\nTo: support@desk.example\nSubject: Mail delivery failed: returning message to sender\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nThis message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients.\nThe following addresses failed:\n\n    <anna@client.example>\n\nSMTP error from remote server after RCPT command:\nhost mx.client.example[192.0.2.1]:\n550 Requested action not taken: mailbox unavailable\n",
    ),
    (
        "t-online",
        "soft",
        "From: Mail Delivery System <Mailer-Daemon@t-online.de>\nTo: support@desk.example\nSubject: Mail delivery failed\nDate: Tue, 12 May 2026 10:15:00 +0200\n\n|------------------------- Message log follows: -------------------------|\n no valid recipients were found for this message\n|------------------------- Failed addresses follow: ---------------------|\n <anna@client.example> ... 452 4.2.2 Mailbox full\n",
    ),
    (
        "proton",
        "hard",
        "From: MAILER-DAEMON@protonmail.com\nTo: support@desk.example\nSubject: Undelivered Mail Returned to Sender\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nThis is the mail system at host mail.protonmail.ch.\n\n<anna@client.example>: host mx[192.0.2.1] said: 550 5.1.1 <anna@client.example>: Recipient address rejected: Address does not exist\n",
    ),
    (
        "rambler",
        "hard",
        "From: MAILER-DAEMON@rambler.ru\nTo: support@desk.example\nSubject: Недоставленное сообщение\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nВаше сообщение не было доставлено следующим адресатам:\n\n<anna@client.example>: 550 5.1.1 Пользователь не найден\n",
    ),
    (
        "google group",
        "hard",
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nTo: support@desk.example\nSubject: Delivery Status Notification (Failure)\nDate: Tue, 12 May 2026 10:15:00 +0200\n\nHello support@desk.example,\n\nWe're writing to let you know that the group you tried to contact (anna) may not exist, or you may not have permission to post messages to the group.\n\nTo: anna@client.example\n",
    ),
]

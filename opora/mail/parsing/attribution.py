"""Where quoted history begins: "On … wrote:", "-----Original Message-----", header blocks; in many languages."""

from __future__ import annotations

import re

VERBS = (
    r"wrote|writes|schrieb|schreibt|geschrieben|schreef|geschreven|skrev|skriver|napsala?(?:\(a\))?"
    r"|napsal uživatel|psala?|píše(?:te)?|napísala?(?:\(a\))?"
    r"|napisała?(?:\(a\))?|pisze|pisała?|написала?(?:\s?\(-?а\))?|пишете?|пишет|писал[аи]?(?:\(а\))?|написано"
    r"|написа(?:в|ла|ли)(?:\(-?ла\))?|пише|писа(?:в|ла|ли)(?:\(-?ла\))?|написа|напісаў|a écrit|écrit|écrivait"
    r"|escrib[ií]ó|escribe|escreveu|escreve|ha scritto|scrive|kirjoitti|írta|a scris|yazdı|έγραψε|写道|写了|wrote ----"
    r"|napisana przez|written by|geschrieben von|je napisa[ol]a?|pisao|kirjutas|rakstīja|rašė"
)
VERB_END = re.compile(rf"(?:(?<!\w)(?:{VERBS})|写道|写了)\W{{0,6}}$", re.I)
VERB = re.compile(rf"(?<!\w)(?:{VERBS})(?!\w)|写道", re.I)
ENDS_IN_TIME = re.compile(
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\b(?:19|20)\d\d)(?:\s|[ap]\.?m\.?|Uhr|г\.|р\.|ч\.|[A-ZА-ЯČ]{2,5}|[+-]\d{2}:?\d{2}"
    r"|[)*_>])*:$",
    re.I,
)
DATE = re.compile(r"\d{1,4}\s?[./年-]\s?\d{1,2}\s?[./月-]\s?\d{2,4}|\d{1,2}[.:h]\d{2}|\b(?:19|20)\d\d\b")
MIDDLE_VERB = re.compile(r"(?<!\w)(?:schrieb|schreef|skrev|skriver|пользователь|odesílatel)(?!\w)", re.I)
CLOSED = re.compile(r"[>)\]]\s*:$")
TIME = re.compile(r"\d{1,2}[:h]\d{2}(?!\d)|(?<![.\d])\d{1,2}\.\d{2}(?![.\d])")
PLAIN_DATE_NAMES = re.compile(r"^[\s>*_]*(?:date|datum|дата|data|fecha|dátum)\b", re.I)
MAILBOX = re.compile(r"[\w.+-]+@[\w-]|<[^<>]*@|\[mailto:", re.I)
STARTS = re.compile(
    r"(?:>\s*)?-{0,5}\s*(?:On|At|Am|Le|El|En|Il|Em|No dia|Op|Den|Dne|Dnia|Dňa|W dniu|Em|În|На|Pada|Tarih|Vào|В|"
    r"(?:пн|вт|ср|чт|пт|сб|вс|нд)\b\.?|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    r"(?:po|út|st|čt|pá|so|ne)\b|(?:pon|wt|śr|czw|pt|sob|niedz)\.|\d{1,4}[\s./-]|\w{2,12}\.?,?\s+\d"
    r"|\W?[\w.,'’@+ -]{1,60}[<(\[])",
    re.I,
)
WEEKDAY_FROM = re.compile(r"^\w+,\s+\d{1,2}\s+\w+\s+\d{4}\D.{0,40}\s(?:от|od|from|від|von)\s.{1,200}:$", re.I)
ORIGINAL = re.compile(
    r"^\s*[-_=*>\s‐‑–—]*(?:original message|original appointment|reply message|forwarded message(?: from\b.*)?"
    r"|forwarded by\b.*"
    r"|ursprüngliche nachricht|original[- ]?nachricht|weitergeleitete nachricht|message d['’]origine|message original"
    r"|message transféré|mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada"
    r"|messaggio originale"
    r"|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|oprindelig meddelelse|opprinnelig melding"
    r"|ursprungligt meddelande|alkuperäinen viesti|исходное сообщение|исходное письмо|оригинальное сообщение"
    r"|пересылаемое сообщение|пересылаемое письмо|пересланное сообщение|пересланное письмо"
    r"|перенаправленное сообщение|начало пересылаемого сообщения|вихідне повідомлення|оригінальне повідомлення"
    r"|переслане повідомлення|пересланий лист|původní zpráva|původní e-?mail|přeposlaná zpráva|přeposlaný e-?mail"
    r"|pôvodná správa|pôvodný e-?mail|preposlaná správa|wiadomość oryginalna|oryginalna wiadomość"
    r"|treść oryginalnej wiadomości"
    r"|переадресованное сообщение|початкове повідомлення|eredeti üzenet|mesaj original|mesajul original"
    r"|özgün ileti|orijinal mesaj|оригинално съобщение|препратено съобщение|izvorna poruka|izvirno sporočilo"
    r"|邮件原件|原始郵件|转发邮件|αρχικό μήνυμα|originalus laiškas|algne kiri"
    r"|wiadomość przekazana|przekazana wiadomość|treść przekazanej wiadomości|原始邮件|元のメッセージ|转发的消息)"
    r"\s*:?[-_=*\s‐‑–—]*$",
    re.I,
)
BEGIN_FORWARD = re.compile(
    r"^[>\s]*(?:begin forwarded message|this is a forwarded message|forwarded conversation"
    r"|это пересылаемое сообщение|начало переадресованного сообщения|начало пересланного сообщения"
    r"|přeposlaná zpráva začíná|začátek přeposílané zprávy|začiatok (?:preposlanej|preposielanej) správy"
    r"|začátek přeposlané zprávy|anfang der weitergeleiteten nachricht"
    r"|début du (?:message|courriel) (?:réexpédié|transféré|transmis)|begin doorgestuurd bericht"
    r"|início d[ae] mensagem (?:reencaminhada|reenviada|encaminhada)|inizio del messaggio inoltrato"
    r"|inicio del mensaje reenviado|początek przekazywanej wiadomości|początek przekazanej wiadomości"
    r"|початок листа, що пересилається|inizio messaggio inoltrato|start of forwarded message)\s*:?\s*$",
    re.I,
)
REPLY_ABOVE = re.compile(
    r"(?:reply|answer|type your (?:reply|response)|respond) above (?:this|the) line|^#{2,}.*#{2,}$"
    r"|oberhalb dieser zeile|nad tento řádek|nad tímto řádkem|напишите (?:ваш )?ответ выше"
    r"|пишите ответ выше этой|odpověď pište nad|antworten sie (?:bitte )?oberhalb|^[*-_]{3,}.*above this line",
    re.I,
)
HEADER_NAMES = {
    "from": "from von de od от отправитель від відправник da van fra från lähettäjä kimden feladó expéditeur "
    "发件人 差出人 寄件者 nadawca remitente mittente afzender absender odesílatel odosielateľ remetente",
    "date": "sent date gesendet datum envoyé envoyée enviado enviada wysłano data odesláno odoslané дата отправлено "
    "надіслано відправлено отправленные відправлені fecha inviato inviata verzonden sendt skickat lähetetty 发送时间 "
    "送信日時 日期 gönderildi elküldve päiväys dato",
    "to": "to an à a para do komu кому aan til till pro pour получатель 收件人 宛先 adresat adresát destinataire "
    "destinatario destinatário empfänger příjemce címzett kime vastaanottaja",
    "cc": "cc copy копия копії копія копии kopie kopia kópia dw copie copia cópia másolat bilgi kopi",
    "subject": "subject betreff objet asunto temat předmět predmet тема oggetto onderwerp emne ämne assunto 主题 "
    "件名 aihe sujet tárgy konu",
    "other": "risposta antwort ответить reply-to importance priority attachments sent-by приложения přílohy anlagen "
    "bcc importance důležitost важность wichtigkeit вложения",
}
HEADER_KINDS = {word: kind for kind, words in HEADER_NAMES.items() for word in words.split()}
HEADER_KINDS |= {
    "de la": "from",
    "trimis": "date",
    "către": "to",
    "subiect": "subject",
    "изпратено": "date",
    "до": "to",
    "относно": "subject",
    "от кого": "from",
    "від кого": "from",
    "enviado el": "date",
    "дата отправки": "date",
    "date d’envoi": "date",
    "odesláno dne": "date",
    "enviada em": "date",
    "enviado em": "date",
    "дата відправки": "date",
    "reply to": "other",
    "datum odeslání": "date",
    "sent on": "date",
    "odpověď komu": "other",
    "antwort an": "other",
    "répondre à": "other",
    "date d'envoi": "date",
    "дата отправления": "date",
    "dátum": "date",
}
HEADER_LINE = re.compile(r"^[\s>*_]{0,8}([\w’ -]{1,20}?)[\s*_]{0,4}[:：][\s*_]*(.*)$")
FOREIGN_FROM = re.compile(
    r"^[\s>*_]{0,8}[\w’ -]{2,20}[\s*_]{0,4}:[\s*_]*[^<>:@]{1,80}<[^<>@\s]{1,80}@[^<>@\s]{1,200}>\s*$"
)
RULER = re.compile(r"^\s*(?:[-_=*~‐‑–—]\s?){5,}\s*$")


def header_kind(line: str) -> str | None:
    match = HEADER_LINE.match(line[:300])
    return HEADER_KINDS.get(match.group(1).strip().lower()) if match else None


def is_header_block(lines: list[str], at: int) -> bool:
    """Whether a quoted mail's headers begin at this line: From (or Date, Subject) and others right below."""
    first = header_kind(lines[at])
    if first is None:
        return _is_foreign_block(lines, at)
    if first not in ("from", "date", "subject", "to"):
        return False
    kinds, unknown = {first}, False
    for line in lines[at + 1 : at + 9]:
        if not line.strip("> *"):
            if len(kinds) >= 2:
                break
            continue
        kind = header_kind(line)
        if kind is None and not line.startswith((" ", "\t")) and len(kinds) < 2 and unknown:
            return False
        unknown = unknown or kind is None
        if kind:
            kinds.add(kind)
    kinds.discard("other")
    if "subject" not in kinds and not any(_speaks_of_mail(line[:300]) for line in lines[at : at + 9]):
        return False
    if first == "from":
        return len(kinds) >= 2 and ("date" in kinds or "subject" in kinds or "to" in kinds)
    return "from" in kinds and len(kinds) >= 3


def _is_foreign_block(lines: list[str], at: int) -> bool:
    """The same in a language unknown here: a name with its address, a date with a time, and two lines more."""
    if "@" not in lines[at] or not FOREIGN_FROM.match(lines[at][:300]):
        return False
    below = lines[at + 1 : at + 4]
    return (
        len(below) == 3
        and all(HEADER_LINE.match(line[:300]) for line in below)
        and bool(DATE.search(below[0]) and TIME.search(below[0]))
    )


def _speaks_of_mail(line: str) -> bool:
    """An address, or a "Sent:" (a "Date:" may be anything's)."""
    return bool(MAILBOX.search(line)) or (header_kind(line) == "date" and not PLAIN_DATE_NAMES.match(line))


def is_separator(line: str) -> bool:
    """A line by which mailers open the old mail, in any of the languages known here."""
    if len(line) > 200:
        return False
    match = ORIGINAL.match(line)
    if match and (
        line.strip(" >*").startswith(tuple("-_=‐‑–—")) or line.rstrip().endswith(tuple("-_=:‐‑–—"))
    ):
        return True
    return bool(BEGIN_FORWARD.match(line) or REPLY_ABOVE.search(line))


def attribution_length(lines: list[str], at: int) -> int:
    """How many lines (0: none) an "On … wrote:" takes that begins here; it may be wrapped over several."""
    if len(lines[at]) > 500 or not lines[at].strip() or header_kind(lines[at]):
        return 0
    joined = ""
    for count, line in enumerate(lines[at : at + 4], start=1):
        if not line.strip():
            break
        joined = f"{joined} {line.strip().lstrip('> ')}".strip() if count > 1 else line.strip()
        if len(joined) > 600:
            return 0
        if _is_attribution(joined):
            return count
        if count == 1 and not (DATE.search(joined) or MAILBOX.search(joined) or joined.endswith("<")):
            return 0
    return _scattered(lines, at)


def _scattered(lines: list[str], at: int) -> int:
    """The same torn apart by empty lines, as some web mailers do: the last piece is "> wrote:"."""
    if not DATE.search(lines[at]) or not STARTS.match(lines[at]):
        return 0
    for count, line in enumerate(lines[at + 1 : at + 8], start=2):
        if re.match(r"^[>\s]*(?:wrote|schrieb|написала?(?:\(а\))?|napsala?(?:\(a\))?)\s*:\s*$", line, re.I):
            return count
        if line.strip() and not MAILBOX.search(line) and line.strip() not in "<>":
            return 0
    return 0


def _is_attribution(text: str) -> bool:
    """Whether it ends as such a line does, and names two of: somebody who wrote, when, their address."""
    text = text.rstrip()
    if not text.rstrip(" *_>\xa0").endswith((":", "：", "----", "写道")):
        return False
    dated, mailbox = bool(DATE.search(text)), bool(MAILBOX.search(text))
    if VERB_END.search(text[-60:]):
        return dated or mailbox or len(text) < 80
    if not dated:
        return False
    if MIDDLE_VERB.search(text) or WEEKDAY_FROM.match(text):
        return True
    if ENDS_IN_TIME.search(text[-60:]) and VERB.search(text) and len(text) < 250:
        return True
    return mailbox and bool(CLOSED.search(text)) and len(text) < 250


def is_sure(lines: list[str]) -> bool:
    """Whether these lines are an attribution even without a quote below: they name an address, or begin with a time."""
    text = " ".join(lines)
    return bool(MAILBOX.search(text) or (TIME.search(text) and STARTS.match(text.lstrip())))


def is_weak(lines: list[str]) -> bool:
    """ "Anna writes:" without a date or an address: a mere sentence unless above the quote that ends a mail."""
    text = " ".join(lines)
    return not (DATE.search(text) or MAILBOX.search(text))

"""Where a signature begins: the "-- " line, phones' own lines, and a farewell followed by contact details."""

from __future__ import annotations

import re

from opora.mail.parsing.attribution import RULER
from opora.mail.parsing.disclaimer import disclaimer_start

DELIMITER = re.compile(r"^(?:--\s*|—|––|-- ?\xa0?|__)$")
DEVICE = (
    r"iphon|ipad|ipod|android|samsung|galaxy|huawei|honor|xiaomi|redmi|realme|nokia|htc|lg|sony|xperia"
    r"|motorola|oneplus|pixel|blackberry"
    r"|outlook|windows|mail\.ru|mail|yandex|яндекс|почт|gmail|airmail|mailbox|sparrow|thunderbird|k-9"
    r"|spark|bluemail|aqua ?mail"
    r"|mobil|phone|handy|smartphone|telefon|телефон|смартфон|мобильн|мобільн|устройств|device|cell|tablet"
    r"|планшет|mobile|alcatel|ti-\d"
    r"|seznam|proton|mymail|my ?mail|rambler|рамблер|nine|edison|newton|polymail|type ?(?:app|mail)|android-"
    r"|superhuman|boxer|mailspring|spike|canary|tutanota|hushmail|zoho|libero|gmx|web\.de|wp poczta|orange"
)
SENT = (
    r"sent|posted|gesendet|von meinem|von unterwegs|diese nachricht wurde|envoyé|enviado|wysłan[eo]|wysłano|odeslán[oa]"
    r"|odoslan[ée]|poslán[oa]|poslan[éo]|poslato|verstuurd|verzonden|trimis|изпратено|отправлено|отправлен[ао]?|послано"
    r"|простите за краткость, создано|надіслано|відправлено|inviato|sendt|skickat|lähetetty|скачать|загрузить"
    r"|завантажити|получить|получено|загрузите|отрима(?:ти|йте)|holen sie|hol dir|téléchargez?r?"
    r"|obten(?:ir|ez|er)|obter|ottenere|scarica|get|stáhnout|získa[tť]|pobierz|从我的|從我的|发自我的|someone"
)
MOBILE = re.compile(
    rf"^[\s<(\[*_-]{{0,4}}(?:(?:{SENT})\b.{{0,80}}?(?:{DEVICE}).{{0,90}}"
    rf"|from my .{{0,60}}(?:{DEVICE}).{{0,40}}|sent from (?:my|the|a) .{{1,40}}|via mobile|von unterwegs gesendet\.?"
    r"|.{0,40}(?:iphone|ipad|android|galaxy).{0,30}\s(?:gönderildi|küldve|gesendet)\.?)$",
    re.I,
)
OUTLOOK = re.compile(
    r"^\W{0,4}(?:[\w’'-]+\s){0,4}outlook\s(?:for|для|pro|pre|für|pour|para|per|voor|dla|til|för|pentru|za)\s(?:systemu\s)?"
    r"(?:ios|android|mac|windows|iphone)(?:\s[\w-]+){0,2}(?:\s?[<(\[]\S*)?\W{0,4}$",
    re.I,
)
ANTIVIRUS = (
    r"avast|\bavg\b|kaspersky|касперск|\beset\b|nod32|dr\.?\s?web|norton|mcafee|bitdefender|avira|f-secure"
)
VIRUS = r"vir[uiů]s?|viren|viry|virů|вирус|вірус|wirus|malware"
CHECKED = r"check|scan|geprüft|kontrol|проверен|перевірен|sprawdz|vérifi|analiz|www\.|free|frei\b"
FOOTER = re.compile(
    rf"^(?=.*(?:{ANTIVIRUS}))(?=.*(?:{VIRUS}))(?=.*(?:{CHECKED})).{{1,140}}$"
    r"|^[\s*_<\[(]{0,4}(?:https?://)?(?:www\.)?(?:avast|avg)\.[\w.]+(?:/\S*)?[\s*_>\])]{0,4}$"
    r"|^[\s*_>-]{0,4}(?:virus[- ]?free|без вирусов|bez virů|virenfrei|без вірусів|libre de virus|wolny od wirusów)\b"
    r".{0,60}$|^[\s*_>-]{0,4}(?:проверено (?:на вирусы|антивирус)|zkontrolováno antivir).{0,100}$",
    re.I,
)
EAST_MOBILE = re.compile(r"^(?:从我的|從我的|发自我的|發自我的|iPhoneから送信)")
FAREWELL = re.compile(
    r"^[\s*_-]{0,4}(?:(?:с|c)\s+(?:большим\s+|искренним\s+|глубоким\s+)?уважением|всего\s+(?:доброго|хорошего"
    r"|наилучшего)|с\s+наилучшими(?:\s+пожеланиями)?"
    r"|с\s+благодарностью|искренне\s+ваш[аи]?|з\s+повагою|з\s+найкращими\s+побажаннями|s\s+pozdravem"
    r"|s\s+přátelským\s+pozdravem|s\s+úctou"
    r"|hezký\s+den|pěkný\s+den|přeji\s+hezký\s+den|zdravím|s\s+pozdravom|pozdrawiam|z\s+poważaniem"
    r"|z\s+wyrazami\s+szacunku"
    r"|(?:best|kind|warm|with\s+kind|with\s+best)\s+(?:regards|wishes)|regards|sincerely(?:\s+yours)?"
    r"|yours\s+(?:sincerely|faithfully|truly)|cheers"
    r"|mit\s+(?:freundlichen|besten|herzlichen)\s+grüßen|mit\s+freundlichem\s+gruß|mfg|viele\s+grüße"
    r"|freundliche\s+grüße|liebe\s+grüße"
    r"|cordialement|bien\s+(?:cordialement|à\s+vous)|sincères\s+salutations|saludos(?:\s+cordiales)?"
    r"|un\s+(?:cordial\s+)?saludo|atentamente"
    r"|cordiali\s+saluti|distinti\s+saluti|atenciosamente"
    r"|met\s+vriendelijke\s+groet(?:en)?)\b[\s,.!]{0,4}(.{0,60})$",
    re.I,
)
CONTACT = re.compile(
    r"\+?\d[\d\s().-]{6,}\d|https?://|www\.|[\w.+-]+@[\w-]+\.\w|\b(?:тел|моб|tel|mob|gsm|phone|fax|skype"
    r"|telegram|icq|whatsapp)\b[.:\s]"
    r"|\b(?:ООО|АО|ОАО|ЗАО|ПАО|ИП|ТОВ|ФГУП|GmbH|Ltd|Inc|LLC|s\.\s?r\.\s?o|a\.\s?s|sp\.\s?z\s+o)\b",
    re.I,
)
DASHED_NAME = re.compile(r"^\s*[-–—]{1,2}\s?[^\W\d_]+(?:\s+[^\W\d_]+){0,2}\s*$")
NAME = re.compile(r"^(?:[A-ZÀ-ÝĀ-ŽА-ЯЁІЇЄҐ][\w'’-]*\.?,?\s*){2,6}(?:\w+\.)*$")
MAX_SIGNATURE_LINES = 14


def signature_start(lines: list[str]) -> int | None:
    """The first line of the signature within the new text, or None. Quote lines never belong to one."""
    notice = disclaimer_start(lines)
    start = _signature_start(lines[:notice])
    return notice if start is None else start


def _signature_start(lines: list[str]) -> int | None:
    for at, line in enumerate(lines):
        if DELIMITER.match(
            line.strip(" \xa0\t") + (" " if line.strip() == "--" else "")
        ) and _tail_is_signature(lines, at):
            return at
    for find in (_farewell, _ruled, _dashed_name, _card, _mobile):
        if (found := find(lines)) is not None:
            return found
    return None


def _tail_is_signature(lines: list[str], at: int) -> bool:
    rest = [line for line in lines[at + 1 :] if line.strip()]
    if lines[at].strip() == "__":
        return bool(rest) and len(rest) <= 8
    return not any(line.startswith(">") for line in rest) or len(rest) <= 25


def _farewell(lines: list[str]) -> int | None:
    """A farewell near the end, followed by a name and contact details."""
    for at in range(max(0, len(lines) - MAX_SIGNATURE_LINES - 1), len(lines)):
        match = FAREWELL.match(lines[at]) if len(lines[at]) < 100 else None
        if match and _contact_lines(lines[at + 1 :], farewell=True):
            return at
    return None


def _contact_lines(lines: list[str], farewell: bool) -> bool:
    rest = [line.strip() for line in lines if line.strip()]
    if not rest or len(rest) > MAX_SIGNATURE_LINES or any(len(line) > 110 for line in rest):
        return False
    return sum(bool(CONTACT.search(line)) for line in rest) >= (1 if farewell else 2)


def _ruled(lines: list[str]) -> int | None:
    """A ruler of dashes near the end with short contact lines below."""
    for at in range(max(1, len(lines) - 30), len(lines)):
        if RULER.match(lines[at]) and _contact_lines(lines[at + 1 :], farewell=False):
            return at
    return None


def is_mobile_line(line: str) -> bool:
    line = line.strip()
    return (
        0 < len(line) <= 160
        and not line.endswith("?")
        and bool(MOBILE.match(line) or OUTLOOK.match(line) or EAST_MOBILE.match(line) or FOOTER.match(line))
    )


def _dashed_name(lines: list[str]) -> int | None:
    """ "- John Doe" near the end, with nothing but contact lines below."""
    for at in range(max(1, len(lines) - 8), len(lines)):
        if DASHED_NAME.match(lines[at]) and _contact_lines(lines[at + 1 :], farewell=True):
            return at
    return None


def _card(lines: list[str]) -> int | None:
    """The last paragraph is a visiting card: a name, then short lines with at least two ways to reach its owner."""
    end = len(lines)
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    start = end
    while start > 0 and lines[start - 1].strip():
        start -= 1
    card = [line.strip() for line in lines[start:end]]
    short = 3 <= len(card) <= 9 and all(
        len(line) <= 60 and not line.endswith((":", "?", ";")) for line in card
    )
    if (
        start > 0
        and short
        and NAME.match(card[0])
        and sum(bool(CONTACT.search(line)) for line in card[1:]) >= 2
    ):
        return start
    return None


def _mobile(lines: list[str]) -> int | None:
    """ "Sent from my iPhone" and its kin as the last lines."""
    start, at = None, len(lines) - 1
    while at > 0 and len(lines) - at < 60:
        if is_mobile_line(lines[at]):
            start = at
        elif lines[at].strip():
            break
        at -= 1
    return start

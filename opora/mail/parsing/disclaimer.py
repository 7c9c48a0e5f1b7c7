"""Legal notices that companies put under every mail: who may read it, and what to do otherwise."""

from __future__ import annotations

import re

from opora.mail.parsing.attribution import RULER

MESSAGE = (
    r"e-?mail|message|communication|transmission|сообщени|письм|почт|zpráv|správ|nachricht|courriel|wiadomoś|mensaje"
    r"|correo|mensagem|повідомлен|лист|messaggio|bericht"
)
CUES = (
    r"confidential|privileged|proprietary|конфиденциальн|конфіденційн|důvěrn|dôvern|vertraulich|confidentiel|poufn"
    r"|confidencial|riservat|vertrouwelijk",
    r"intended|addressee|recipient|предназначен|адресат|получател|призначен|určen|adresát|příjemc|bestimmt|empfänger"
    r"|adressat|destinataire|przeznaczon|destinatari|geadresseerde|bestemd",
    r"in error|notify|delete|disclos|distribut|copying|unauthori|по ошибке|ошибочно|уведомите|удалите|помилков"
    r"|omylem|smažte|upozorn|vymaž|irrtümlich|vernichten|löschen|informieren sie|par erreur|détrui|omyłk|usuni"
    r"|por error|elimin|per errore",
)
NOTICE = tuple(re.compile(cue, re.I) for cue in (MESSAGE, *CUES))
GREEN = re.compile(
    r"environment before printing|think before you print|save (?:paper|trees)|об окружающей среде"
    r"|сохраните дерев"
    r"|die umwelt|životní prostředí|životné prostredie|naše lesy|à l['’]environnement|środowisk|medio ?ambiente"
    r"|довкілля",
    re.I,
)
MAX_LINES = 60
SHORTEST = 60


def disclaimer_start(lines: list[str]) -> int | None:
    """The first line of the notices that end a mail (with the ruler above them); None where none does."""
    start, end = None, len(lines)
    while end > max(0, len(lines) - MAX_LINES):
        begin, end = _paragraph(lines, end)
        if begin >= end:
            break
        words = " ".join(line for line in lines[begin:end] if not RULER.match(line))
        if words.strip("-_*= ") and not _is_notice(words):
            break
        start, end = (begin if words.strip("-_*= ") or start is not None else start), begin
    return start or None


def _paragraph(lines: list[str], end: int) -> tuple[int, int]:
    """The last paragraph above `end`: (its first line, the line after it)."""
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    begin = end
    while begin > 0 and lines[begin - 1].strip():
        begin -= 1
    return begin, end


def _is_notice(words: str) -> bool:
    if len(words) > 4000:
        return False
    if GREEN.search(words) and len(words) < 250:
        return True
    about, confidential, meant, mistaken = (bool(pattern.search(words)) for pattern in NOTICE)
    return len(words) >= SHORTEST and about and confidential and (meant or mistaken)

"""Is this mail a machine's work? Headers first (RFC 3834 and relatives), then subjects and opening words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from opora.mail.parsing.headers import Headers

AUTO_SUBJECT = re.compile(
    r"^\s*(?:(?:re|aw|sv|odp|отв)\s*:\s*)?(?:\[[^\]]*\]\s*)?(?:"
    r"(?:auto(?:matic|mated|matische|matisch|m[aá]tica|matique|matyczna|matisk)?[\s-]*(?:repl(?:y|ies)"
    r"|respon(?:s|se|d|der)?|antwort|respuesta|réponse"
    r"|odpowied[źz]|svar|antwoord)|réponse automatique|respuesta automática|resposta automática"
    r"|risposta automatica|automatisch antwoord|automatick[aáeé] odpov[eě][dď]"
    r"|autom\. odpověď|автоматичен отговор|"
    r"automatikus válasz|otomatik yanıt|răspuns automat|automatski odgovor|automatiskt svar|автоответ(?:чик)?"
    r"|автоматическ(?:ий|ое) (?:ответ|уведомление|сообщение)"
    r"|автоматична відповідь|автовідповідь|аўтаматычны адказ|automaattinen vastaus"
    r"|odpowied[źz] automatyczna|(?:automatische )?abwesenheitsnotiz|abwesenheit|absente?(?:\(e\))?|fuori sede"
    r"|poza biurem|nicht im büro|message d['’]absence|absence du bureau"
    r"|fuera de (?:la )?oficina|ausencia|fuori ufficio|afwezig(?:heid)?"
    r"|nieobecno[śs][ćc]|out of (?:the )?office(?: auto-?reply| reply| message)?|away from (?:my|the) (?:office"
    r"|desk|mail)|(?:on )?vacation(?: reply| message| notice| alert)?"
    r"|nep[rř][ií]tomnost(?: v kancel[aá][rř]i)?|mimo kancel[aá][rř]|в отпуске|нет на месте|нет в офисе|вне офиса"
    r"|у відпустці"
    r"|відсутність)\s*(?:[:\-–—(«\"!.]|$|to\b|from\b|re\b|на\b)"
    r"|ooo:|自動返信|自動応答|自动回复|自动答复|不在)",
    re.I,
)
OUT_OF_OFFICE = re.compile(
    r"out of (?:the |my )?office|away from (?:the |my )?(?:office|desk|e-?mail)|(?:i am|i'm"
    r"|i will be) (?:currently )?(?:away|on (?:vacation|leave|holiday|annual leave|maternity))"
    r"|limited access to (?:my )?e-?mail|will be back (?:on|in the office)|не в офисе|вне офиса|отсутству(?:ю"
    r"|ет) (?:в|на|до|с)|нахо(?:жусь|дится) в (?:отпуске|командировке)"
    r"|меня не будет|не буду в офисе|(?:я|буду|была?) в (?:отпуске|командировке|декрет)|в отпуске (?:до|по|с)"
    r"|в командировке (?:до|по|с)"
    r"|mimo kancel[aá][rř]|nejsem (?:v |přítom|k zastižení)|na dovolené (?:do|od)"
    r"|(?:mám|čerpám) dovolenou|jsem (?:na dovolené|nepřítom)|mimo kanceláriu|som na dovolenke|nicht im (?:büro"
    r"|haus)|bin (?:ich )?(?:bis|vom|ab|derzeit|im urlaub|abwesend|außer haus)"
    r"|abwesend|en vacances|absente? (?:du bureau|jusqu)|en cong[ée]s?\b|fuera de la oficina|de vacaciones"
    r"|ausente|nieobecn|na urlopie|poza biurem|у відпустці|відсутн(?:ій|я)"
    r"|поза офісом|fuori ufficio|in ferie|met vakantie|niet op kantoor",
    re.I,
)
MACHINE_WORDS = re.compile(
    r"this is an? (?:automat\w+|auto[- ]?generated)|automatically generated|do not reply to this (?:e-?mail"
    r"|message)|это автоматическ\w+ (?:ответ|сообщение|уведомление|письмо)"
    r"|автоматический ответ|(?:письмо|сообщение|ответ) (?:создано|сформировано|отправлено) автоматически"
    r"|не отвечайте на это (?:письмо|сообщение)"
    r"|(?:toto|tato) (?:je|zpráva|odpověď) .{0,20}automatick|automaticky (?:generovan|vygenerovan|odeslan)"
    r"|na tento e-?mail neodpovídejte|diese (?:nachricht|e-?mail) wurde automatisch"
    r"|це автоматичн\w+",
    re.I,
)
MACHINE_SENDER = re.compile(
    r"^(?:mailer-?daemon|postmaster|no-?reply|noreply|do-?not-?reply|donotreply"
    r"|autoreply|auto-?responder|notifications?|"
    r"bounces?|daemon|root|nobody|cron|robot)(?:[+.=_-].*)?@",
    re.I,
)
COMPLAINT = re.compile(
    r"^(?:complaint about message|abuse (?:report|complaint)|spam (?:report|complaint)"
    r"|(?:email )?feedback report)|\[?abuse\]?:",
    re.I,
)
DAEMON = re.compile(r"^(?:mailer-?daemon|postmaster)(?:[+.=_-].*)?@|^mailer-?daemon$", re.I)
RECEIPT = re.compile(
    r"^\s*(?:read|not read|не прочитано|удалено без прочтения|nepřečteno|nicht gelesen|lida|gelesen|lu|přečteno"
    r"|прочитано|прочтено|leído|letto|gelezen|przeczytano"
    r"|прочитаний)\s*:|^(?:read receipt|return receipt|отчет о прочтении|disposition notification"
    r"|уведомление о прочтении|potvrzení o přečtení|lesebestätigung)\s*(?:[:(–-]|$)",
    re.I,
)
MARKED_AUTO = re.compile(r"^\s*auto\s*:", re.I)
DELIVERED = re.compile(
    r"^\s*(?:delivered|relayed|доставлено|ретранслировано|doručeno|zugestellt|remis|entregado)\s*:", re.I
)
RECIPIENTS = re.compile(r"recipient|получател|příjemc|adresát|empfänger|destinata", re.I)
RECEIVED = re.compile(
    r"\bваш[аеу]? (?:обращение|заявк[ау]|запрос|письмо|сообщение|вопрос)\b.{0,60}(?:получен|принят"
    r"|зарегистрирован|создан)"
    r"|\byour (?:request|ticket|message|inquiry|enquiry|e-?mail|case)\b.{0,60}(?:received|registered|created|opened)"
    r"|\bv[áa]š[eai]? (?:požadavek|dotaz|zpráv[au]|e-?mail|žádost)\b.{0,60}(?:přijal|přijat|obdržel|zaregistr|evid)"
    r"|\bihre (?:anfrage|nachricht|e-?mail)\b.{0,60}(?:eingegangen|erhalten|registriert)",
    re.I | re.S,
)
NAME_OF_DAEMON = re.compile(
    r"mail(?:er)?[ -](?:daemon|delivery (?:system|subsystem))|delivery (?:sub)?system", re.I
)


@dataclass(frozen=True, slots=True)
class Automatic:
    """kind: out-of-office | auto-reply | list | report; reason: which sign told."""

    kind: str
    reason: str


def recognise(
    headers: Headers,
    subject: str,
    text: str,
    from_email: str,
    root_type: str,
    report_type: str,
    has_mail: bool = False,
) -> Automatic | None:
    """Whether a machine wrote it. Lists count as machines in one sense: nothing is answered automatically."""
    if (
        root_type == "multipart/report"
        or report_type
        or root_type in ("message/disposition-notification", "message/delivery-status")
    ):
        return Automatic("report", "a multipart/report")
    if headers.first("x-failed-recipients"):
        return Automatic("report", "X-Failed-Recipients")
    by_header = _by_header(headers, subject, text)
    if by_header:
        return by_header
    if has_mail and COMPLAINT.search(subject):
        return Automatic("report", "the subject of an abuse report")
    if RECEIPT.search(subject):
        return Automatic("report", "the subject of a read receipt")
    if DAEMON.match(from_email) or (not from_email and NAME_OF_DAEMON.search(headers.text("from"))):
        return Automatic("report", "the sender is a mail system")
    return _by_words(subject, text, from_email)


def _by_words(subject: str, text: str, from_email: str) -> Automatic | None:
    """Without any header that tells: by the subjects and phrases that machines use."""
    if DELIVERED.search(subject) and RECIPIENTS.search(text[:600]):
        return Automatic("report", "the subject of a delivery report")
    if MARKED_AUTO.match(subject) and OUT_OF_OFFICE.search(f"{subject}\n{text[:2000]}"):
        return Automatic("out-of-office", "the subject of an automatic answer")
    if AUTO_SUBJECT.search(subject):
        return Automatic(_absence(subject, text), "the subject of an automatic answer")
    opening = text[:600]
    if OUT_OF_OFFICE.search(opening) and (
        MACHINE_WORDS.search(text[:3000]) or MACHINE_SENDER.match(from_email)
    ):
        return Automatic("out-of-office", "the words of an automatic answer")
    if RECEIVED.search(f"{subject}\n{opening}") and MACHINE_WORDS.search(text[:1500]):
        return Automatic("auto-reply", "the words of a machine that confirms a request")
    return None


def _by_header(headers: Headers, subject: str, text: str) -> Automatic | None:
    submitted = headers.text("auto-submitted").lower().split(";")[0].strip()
    if submitted and submitted != "no":
        return Automatic(_absence(subject, text), f"Auto-Submitted: {submitted[:40]}")
    for name in (
        "x-autoreply",
        "x-autorespond",
        "x-autoresponder",
        "x-auto-reply",
        "x-autogenerated",
        "x-mail-autoreply",
        "x-vacation",
        "x-autoreply-domain",
        "x-autoreply-from",
        "x-ms-exchange-generated-message-source",
        "x-out-of-office",
    ):
        value = headers.text(name).lower()
        if value and value not in ("no", "false", "none"):
            return Automatic(_absence(subject, text), name)
    precedence = headers.text("precedence").lower()
    if precedence in ("auto_reply", "auto-reply"):
        return Automatic(_absence(subject, text), f"Precedence: {precedence}")
    if re.search(
        r"autorespon|autoreply|vacation", headers.text("x-mailer") + headers.text("user-agent"), re.I
    ):
        return Automatic(_absence(subject, text), "X-Mailer")
    if headers.first("list-id") or headers.first("x-mailing-list") or headers.first("x-mailman-version"):
        return Automatic("list", "List-Id")
    if headers.first("list-unsubscribe") and (
        headers.first("list-post") or precedence in ("bulk", "list", "junk") or headers.first("feedback-id")
    ):
        return Automatic("list", "List-Unsubscribe")
    if precedence in ("bulk", "list", "junk"):
        return Automatic("list", f"Precedence: {precedence}")
    if headers.first("return-path").strip() == b"<>" or headers.first("x-mailer-daemon"):
        return Automatic(_absence(subject, text), "an empty Return-Path")
    return None


def _absence(subject: str, text: str) -> str:
    return "out-of-office" if OUT_OF_OFFICE.search(f"{subject}\n{text[:2000]}") else "auto-reply"


def is_loop(
    headers: Headers,
    loop_headers: tuple[str, ...],
    own_addresses: frozenset[str],
    from_email: str,
    max_received: int,
) -> bool:
    """Our own mail came back: a loop header of ours, too many hops, or one Delivered-To again and again."""
    for name in loop_headers:
        values = [headers.decoded(value).lower() for value in headers.all(name.lower())]
        if any(own in value for value in values for own in own_addresses):
            return True
        if values and not own_addresses and name.lower() != "x-loop":  # mailing lists write X-Loop, too
            return True
    if len(headers.all("received")) > max_received:
        return True
    delivered = [value.strip().lower() for value in headers.all("delivered-to")]
    return (bool(delivered) and max(map(delivered.count, delivered)) >= 3) or bool(
        own_addresses and from_email.lower() in own_addresses and len(headers.all("received")) > 15
    )

"""The words by which mail systems say that a mail did not arrive, in the languages they speak."""

from __future__ import annotations

import re

SUBJECT = re.compile(
    r"undeliver|non-?deliver|not delivered|returned[ -](?:mail|e-?mail|message)|deliver[a-z]* (?:status"
    r"|notification|fail|problem|delay|error|report|has|incomplete|temporar)"
    r"|failure notice|(?:mail|message) (?:delivery )?(?:has )?(?:fail|failed|failure)|(?:failed|failure|unable"
    r"|could not) (?:of )?(?:mail )?(?:to )?(?:be )?deliver|(?:delivery|e?mail) failure"
    r"|returning message|return(?:ed|ing)? to sender|warning: (?:message|could not)|delayed mail"
    r"|mail system error|bounce|error sending your mail|could not be delivered|cannot be delivered"
    r"|can't be delivered"
    r"|rejected (?:posting|mail|message)|mail (?:not|could not)|message not sent|loop alert|errors from"
    r"|malformed recipient|unknown (?:user|recipient)|user unknown|mta-blocked"
    r"|considered unsolicited bulk|mail status report|banned|virus (?:found|detected) in mail|unzustellbar"
    r"|nicht zugestellt|zustell(?:ung|fehler)|übermittlungsfehler"
    r"|не (?:уда[её]тся|удалось|може[тм] быть|был[оа]?) достав|не доставлен|недоставлен|невозможно доставить"
    r"|ошибка доставки"
    r"|сообщение (?:не|задерж)|возвращен"
    r"|nedoru[čc]|doručení .{0,30}(?:selhal|se nezdařil)|nelze doručit|nepodařilo se doručit|vrácen[áoé]"
    r"|niedor[eę]cz|niedostarcz|nie (?:można|udało się) dostarczyć|zwrot wiadomości|błąd dostarcz"
    r"|non (?:remis|distribu|délivré)|échec de la (?:remise|distribution)|retourné|no se (?:pudo|ha podido"
    r"|puede) entregar|devuelto|entrega fallida|mancato recapito|mancata consegna|non (?:consegnat|recapitat)"
    r"|non recapitabile|impossibile (?:recapitare|consegnare)|não é possível entregar|entrega falhou|nedoručiteľ"
    r"|onbestelbaar|niet (?:afgeleverd|bezorgd)|não (?:entregue|foi possível)|falha na entrega|kan ikke leveres"
    r"|kunde inte levereras|не доставлено|не вдалося доставити"
    r"|配信できません|配信不能|配送失敗|エラーメール|退信|系统退信|投递失败|delivery status",
    re.I,
)
DELAY = re.compile(
    r"\bdelay(?:ed)?\b|\bwarning(?: message only)?\b|still being retried|has not yet been delivered"
    r"|will be retried|not yet been delivered|delivery attempts will continue|temporar(?:y|ily) (?:error"
    r"|failure|problem)"
    r"|задерж|odložen|zpožděn|verzögert|opóźnion|retardé|retrasad|will keep trying|no need to resend"
    r"|do not need to resend",
    re.I,
)
DELAY_SUBJECT = re.compile(
    r"\bdelay|warning: |still being retried|\(delay\)|: warning|задерж|zpožděn|odložen"
    r"|verzögert|opóźnion",
    re.I,
)
BODY = re.compile(
    r"(?:could|can|did|was|were|has|have|wasn.t|couldn.t|cannot)[ ]?(?:not|n.t)?\s+(?:yet\s+)?(?:been\s+"
    r"|be\s+)?(?:deliver|relay|reach|sent to)|could not be delivered|unable to deliver|undeliverable"
    r"|wasn't able to deliver"
    r"|delivery (?:to|has|of|failed|failure)|permanent(?:ly)? (?:error|fail|fatal)|failed (?:permanently"
    r"|recipient|addresses)|not reach the following|error (?:occurred|has occurred|was encountered|delivering"
    r"|transferring)"
    r"|returned (?:to you|without|below|message)|bounce (?:message|notification)|delivery (?:problems|errors)"
    r"|fatal errors|(?:mailbox|user.s mailbox) (?:is full|exceeds|unavailable)|rejected by|was rejected"
    r"|duplicated message-id"
    r"|transcript of session|unknown (?:user|recipient|address)|(?:user|recipient|mailbox|account"
    r"|address) (?:unknown|not found|does not exist|doesn't exist)|no such (?:user|recipient|mailbox)"
    r"|incorrectly constructed"
    r"|не (?:может быть|было|удалось|был[ао]?|получилось) доставл|не удалось доставить|невозможно доставить"
    r"|ящик .{0,20}(?:переполнен|не существует)|nebyl[oay]? (?:možné )?doruč|nemohl[aoy]? být doruč"
    r"|nelze doručit"
    r"|konnte nicht (?:zugestellt|ausgeliefert)|nicht zugestellt|n'a pas pu être|no (?:se )?(?:ha podido|pudo"
    r"|puede) (?:ser )?entreg|nie (?:może|mogła|zostało|została) (?:zostać |być )?dostarcz"
    r"|配信できません|送信できませんでした"
    r"|invalid user address|5[0-5]\d[ -]\d\.\d\.\d",
    re.I,
)
ORIGINAL = re.compile(
    r"^\s*(?:[-=*|>#\s]*(?:this is a copy of (?:the|your) message|below this line is (?:a|the) copy"
    r"|(?:the )?original (?:message|mail|e-?mail)(?: (?:as )?follows| headers?| text| is (?:as follows|attached"
    r"|below|following))?[\s.:=*|>#-]*$|returned message|unsent message"
    r"|message header(?:s)?(?: follow)?|(?:the )?header of the original|message text follows|(?:included|below"
    r"|attached|here) is (?:a|the) copy of (?:the|your|my)|bounced e-?mail|undelivered message|copy of (?:the"
    r"|your) (?:message|mail)"
    r"|-{2,}\s*header|forwarded message|rejected message|исходное (?:сообщение|письмо)"
    r"|оригинал(?:ьное)? (?:сообщени|письм)|copie du message|original nachricht|ursprüngliche nachricht"
    r"|message follows"
    r"|the first \d+ lines of your|only the first|message contents follow|the message (?:header|you sent)"
    r"|en-?tête|転送メッセージ|元のメール)[^@]{0,80}$)",
    re.I,
)
HEADERS_BEGIN = re.compile(
    r"^[ >\t]*(?:Received:\s*(?:from|by|\()|Return-Path:\s*<|DKIM-Signature:|X-Received:"
    r"|X-Google-Smtp-Source:|ARC-Seal:)|^[>\t]*Message-Id:\s*<",
    re.I,
)
PERMANENT = re.compile(
    r"user unknown|was ?n.t found|could ?n.t be found|not be found|не (?:найден|удалось найти)|nenalezen"
    r"|nebyla nalezena|has not been delivered"
    r"|nicht gefunden|introuvable|nie można znaleźć|no se encontró|non trovato|não encontrado|niet gevonden"
    r"|was blocked|may not exist"
    r"|unknown (?:user|recipient|address|local|host)|no such (?:user|recipient|mailbox|address"
    r"|domain|person)|does ?n.t exist|does not exist|not (?:a )?(?:valid|known|registered|listed|found"
    r"|recognized)|invalid (?:recipient|user|address|mailbox)"
    r"|host unknown|domain (?:not found|unknown|name not found)|permanent|address (?:rejected|unknown)"
    r"|account (?:disabled|closed|suspended|inactive)|no longer|malformed|не существует"
    r"|пользовател\w+ не найден|neexistuje|nicht bekannt|unrecoverable|not our",
    re.I,
)
EXPIRED = re.compile(
    r"giving up|expired|retr(?:y|ies)[\w\s]{0,20} exceeded|multiple retries"
    r"|did not accept our requests to connect|socket error|failed \d+ attempts|could not deliver for the last"
    r"|too long in the queue|connection (?:timed|refused|failed)|retry time not reached|срок .{0,20}истек",
    re.I,
)
TEMPORARY = re.compile(
    r"mailbox (?:is )?(?:full|exceeds)|over ?quota|quota exceeded|exceeded .{0,20}(?:quota|storage|limit)"
    r"|try again|temporar|delay|deferred|timed? ?out|greylist|too many|rate limit|insufficient|(?:connection"
    r"|host) (?:refused|unreachable|not reachable)"
    r"|full|переполнен|plná|voll|insufficient (?:disk|system)",
    re.I,
)
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY = re.compile(r"(?<![\d.])([45][0-5]\d)(?=[\s\-#:,)]|$)")

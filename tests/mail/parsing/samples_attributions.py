"""The line above a quote as mail programs write it in many languages; "\n" is where they break it."""

from __future__ import annotations

ATTRIBUTIONS = """
gmail en|On Tue, May 12, 2026 at 10:15 AM Support <support@desk.example> wrote:
gmail en 24h|On Tue, 12 May 2026 at 10:15, Support <support@desk.example> wrote:
gmail en narrow space|On Tue, May 12, 2026 at 10:15\u202fAM Support <support@desk.example> wrote:
gmail en address only|On Tue, May 12, 2026 at 10:15 AM <support@desk.example> wrote:
gmail en via|On Tue, May 12, 2026 at 10:15 AM 'Support' via Help <help@desk.example>\\nwrote:
gmail en broken in address|On Tue, May 12, 2026 at 10:15 AM Support of the Very Long Company Name <\\nsupport@desk.example> wrote:
gmail en broken twice|On Tue, May 12, 2026 at 10:15 AM Support of the Very Long Company\\nName in Several Words <support-and-everything@very-long.desk.example>\\nwrote:
gmail ru|вт, 12 мая 2026 г. в 10:15, Поддержка <support@desk.example>:
gmail ru broken|вт, 12 мая 2026 г. в 10:15, Отдел поддержки пользователей <\\nsupport@desk.example>:
gmail ru older|12 мая 2026 г., 10:15 пользователь Поддержка <support@desk.example>\\nнаписал:
gmail ru newest|вт, 12 мая 2026\u202fг. в 10:15, Поддержка <support@desk.example>:
gmail ru article|во вторник, 12 мая 2026 г. пользователь Поддержка <support@desk.example> написал:
gmail uk|вт, 12 трав. 2026 р. о 10:15 Підтримка <support@desk.example> пише:
gmail uk older|12 травня 2026 р. 10:15 Підтримка <support@desk.example> написав:
gmail cs|út 12. 5. 2026 v 10:15 odesílatel Podpora <support@desk.example> napsal:
gmail cs broken|út 12. 5. 2026 v 10:15 odesílatel Podpora společnosti Velmi dlouhý název <\\nsupport@desk.example> napsal:
gmail cs older|Dne 12. května 2026 10:15 Podpora <support@desk.example> napsal(a):
gmail sk|ut 12. 5. 2026 o 10:15 Podpora <support@desk.example> napísal(a):
gmail de|Am Di., 12. Mai 2026 um 10:15 Uhr schrieb Support <support@desk.example>:
gmail de broken|Am Di., 12. Mai 2026 um 10:15 Uhr schrieb Support der Firma mit langem Namen <\\nsupport@desk.example>:
gmail fr|Le mar. 12 mai 2026 à 10:15, Support <support@desk.example> a écrit :
gmail fr broken|Le mar. 12 mai 2026 à 10:15, Support <support@desk.example> a\\nécrit :
gmail es|El mar, 12 may 2026 a las 10:15, Soporte (<support@desk.example>) escribió:
gmail pl|wt., 12 maj 2026 o 10:15 Wsparcie <support@desk.example> napisał(a):
gmail it|Il giorno mar 12 mag 2026 alle ore 10:15 Supporto <support@desk.example>\\nha scritto:
gmail it new|Il mar 12 mag 2026, 10:15 Supporto <support@desk.example> ha scritto:
gmail pt|Em ter., 12 de mai. de 2026 às 10:15, Suporte <support@desk.example>\\nescreveu:
gmail nl|Op di 12 mei 2026 om 10:15 schreef Support <support@desk.example>:
gmail sv|Den tis 12 maj 2026 kl 10:15 skrev Support <support@desk.example>:
gmail da|Den tir. 12. maj 2026 kl. 10.15 skrev Support <support@desk.example>:
gmail no|tir. 12. mai 2026 kl. 10:15 skrev Support <support@desk.example>:
gmail fi|ti 12. toukok. 2026 klo 10.15 Tuki (support@desk.example) kirjoitti:
gmail hu|Support <support@desk.example> ezt írta (időpont: 2026. máj. 12., K, 10:15):
gmail ro|În mar., 12 mai 2026 la 10:15, Suport <support@desk.example> a scris:
gmail tr|Support <support@desk.example>, 12 May 2026 Sal, 10:15 tarihinde şunu yazdı:
gmail bg|На вт, 12.05.2026 г. в 10:15 ч. Поддръжка <support@desk.example> написа:
gmail zh|Support <support@desk.example> 于2026年5月12日周二 10:15写道：
gmail ja|2026年5月12日(火) 10:15 Support <support@desk.example>:
apple en|On May 12, 2026, at 10:15 AM, Support <support@desk.example> wrote:
apple en 2|On 12 May 2026, at 10:15, Support <support@desk.example> wrote:
apple en no address|On May 12, 2026, at 10:15 AM, Support wrote:
apple ru|12 мая 2026 г., в 10:15, Поддержка <support@desk.example> написал(а):
apple ru old|12.05.2026, в 10:15, Поддержка <support@desk.example> написал(а):
apple uk|12 трав. 2026 р. о 10:15 Підтримка <support@desk.example> пише:
apple cs|12. 5. 2026 v 10:15, Podpora <support@desk.example>:
apple cs older|12. 5. 2026 v 10:15 dopoledne, Podpora <support@desk.example>:
apple sk|Dňa 12. 5. 2026, o 10:15 používateľ Podpora <support@desk.example> napísal(a):
apple de|Am 12.05.2026 um 10:15 schrieb Support <support@desk.example>:
apple fr|Le 12 mai 2026 à 10:15, Support <support@desk.example> a écrit :
apple es|El 12 may 2026, a las 10:15, Soporte <support@desk.example> escribió:
apple pl|Wiadomość napisana przez Wsparcie <support@desk.example> w dniu 12 maj 2026, o godz. 10:15:
apple pl new|W dniu 12 maj 2026, o godz. 10:15, Wsparcie <support@desk.example> napisał(a):
apple it|Il giorno 12 mag 2026, alle ore 10:15, Supporto <support@desk.example> ha scritto:
apple pt|No dia 12 de mai. de 2026, às 10:15, Suporte <support@desk.example> escreveu:
apple pt old|Em 12/05/2026, à(s) 10:15, Suporte <support@desk.example> escreveu:
apple nl|Op 12 mei 2026 om 10:15 heeft Support <support@desk.example> het volgende geschreven:
apple sv|12 maj 2026 kl. 10:15 skrev Support <support@desk.example>:
thunderbird en|On 5/12/26 10:15, Support wrote:
thunderbird en 12h|On 5/12/2026 10:15 AM, Support wrote:
thunderbird ru|12.05.2026 10:15, Поддержка пишет:
thunderbird ru address|12.05.2026 10:15, support@desk.example пишет:
thunderbird ru old|12.05.2026 10:15, Поддержка написал:
thunderbird uk|12.05.26 10:15, Підтримка пише:
thunderbird cs|Dne 12. 05. 26 v 10:15 Podpora napsal(a):
thunderbird cs 2|Dne 12.5.2026 v 10:15 support@desk.example napsal(a):
thunderbird sk|Dňa 12. 5. 2026 o 10:15 Podpora napísal(a):
thunderbird de|Am 12.05.26 um 10:15 schrieb Support:
thunderbird fr|Le 12/05/2026 à 10:15, Support a écrit :
thunderbird es|El 12/05/2026 a las 10:15, Soporte escribió:
thunderbird pl|W dniu 12.05.2026 o 10:15, Wsparcie pisze:
thunderbird pl 2|W dniu 12.05.2026 o\u00a010:15, support@desk.example pisze:
thunderbird it|Il 12/05/2026 10:15, Supporto ha scritto:
thunderbird pt|Em 12/05/2026 10:15, Suporte escreveu:
thunderbird nl|Op 12-05-2026 om 10:15 schreef Support:
thunderbird hu|2026. 05. 12. 10:15 keltezéssel, Support írta:
yandex|12.05.2026, 10:15, "Поддержка" <support@desk.example>:
yandex en|12.05.2026, 10:15, "Support" <support@desk.example>:
yandex long ago|12.05.2026, 10:15, "support@desk.example" <support@desk.example>:
yandex phone|10:15, 12 мая 2026 г., Поддержка <support@desk.example>:
yandex phone en|10:15, May 12, 2026, Support <support@desk.example>:
mail.ru|Вторник, 12 мая 2026, 10:15 +03:00 от Поддержка <support@desk.example>:
mail.ru en|Tuesday, May 12, 2026 10:15 AM +03:00 from Support <support@desk.example>:
mail.ru old|Tue, 12 May 2026 10:15:00 +0400 от Поддержка <support@desk.example>:
mail.ru phone|вторник, 12 мая 2026 г., 10:15 +03:00 от Поддержка <support@desk.example>:
rambler|12.05.2026, 10:15, Поддержка <support@desk.example> написал(а):
the bat|Вы писали 12 мая 2026 г., 10:15:15:
seznam phone|Dne 12. 5. 2026 10:15 napsal uživatel Podpora <support@desk.example>:
proton|On Tuesday, May 12th, 2026 at 10:15 AM, Support <support@desk.example> wrote:
proton old|‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\\nOn Tuesday, May 12th, 2026 at 10:15 AM, Support <support@desk.example> wrote:
yahoo|On Tuesday, May 12, 2026 at 10:15:00 AM GMT+2, Support <support@desk.example> wrote:
yahoo de|Am Dienstag, 12. Mai 2026 um 10:15:00 MESZ hat Support <support@desk.example> Folgendes geschrieben:
yahoo es|En martes, 12 de mayo de 2026, 10:15:00 CEST, Soporte <support@desk.example> escribió:
yahoo fr|Le mardi 12 mai 2026 à 10:15:00 UTC+2, Support <support@desk.example> a écrit :
k-9|On May 12, 2026 10:15:00 AM GMT+02:00, Support <support@desk.example> wrote:
k-9 de|Am 12. Mai 2026 10:15:00 MESZ schrieb Support <support@desk.example>:
k-9 ru|12 мая 2026 г. 10:15:00 GMT+03:00, Поддержка <support@desk.example> пишет:
k-9 cs|Dne 12. května 2026 10:15:00 SELČ, Podpora <support@desk.example> napsal(a):
samsung|On Tue, 12 May 2026 10:15 Support, <support@desk.example> wrote:
roundcube en|On 2026-05-12 10:15, Support wrote:
roundcube ru|Поддержка писал 2026-05-12 10:15:
roundcube ru 2|Поддержка писал(а) 2026-05-12 10:15:
roundcube cs|Podpora napsal(a) dne 2026-05-12 10:15:
roundcube cs 2|Dne 2026-05-12 10:15, Podpora napsal:
roundcube de|Am 2026-05-12 10:15, schrieb Support:
roundcube pl|W dniu 2026-05-12 10:15, Wsparcie napisał(a):
roundcube uk|Підтримка писав 2026-05-12 10:15:
roundcube fr|Le 2026-05-12 10:15, Support a écrit :
mutt|* Support <support@desk.example> [2026-05-12 10:15]:
mutt 2|On Tue, May 12, 2026 at 10:15:00AM +0200, Support wrote:
kmail|On Tuesday, 12 May 2026 10:15:00 CEST Support wrote:
kmail ru|В письме от вторник, 12 мая 2026 г. 10:15:00 MSK пользователь Поддержка написал:
evolution|On Tue, 2026-05-12 at 10:15 +0200, Support wrote:
evolution ru|В Вт, 12/05/2026 в 10:15 +0300, Поддержка пишет:
evolution cs|Podpora píše v Út 12. 05. 2026 v 10:15 +0200:
evolution de|Am Dienstag, dem 12.05.2026 um 10:15 +0200 schrieb Support:
spark|On 12 May 2026, 10:15 +0200, Support <support@desk.example>, wrote:
hey|Support <support@desk.example> wrote:
gnus|Support <support@desk.example> writes:
sogo|On Tuesday, May 12, 2026 10:15 CEST, "Support" <support@desk.example> wrote:
lotus style|Support <support@desk.example> wrote on 05/12/2026 10:15:00 AM:
lotus de|Support <support@desk.example> schrieb am 12.05.2026 10:15:00:
lotus cs|Podpora <support@desk.example> napsal dne 12.05.2026 10:15:00:
lotus ru|Поддержка <support@desk.example> написано 12.05.2026 10:15:00:
gmx|Gesendet: Dienstag, 12. Mai 2026 um 10:15 Uhr\\nVon: "Support" <support@desk.example>\\nAn: anna@client.example\\nBetreff: Drucker
zimbra|From: "Support" <support@desk.example>\\nTo: "Anna" <anna@client.example>\\nSent: Tuesday, May 12, 2026 10:15:00 AM\\nSubject: Printer
""".strip()

STORIES = [
    "Hello,\nyour colleague John wrote on Monday:\nplease restart it.\nI did, and nothing changed.",
    "Hello,\nyour colleague John wrote:\n\n> please restart it\n\nI did, and nothing changed.",
    "Добрый день!\nВаш сотрудник написал:\nпозвоните позже.\nЯ звонил.",
    "Добрый день!\nВ инструкции написано:\n\n> нажмите кнопку\n\nКнопки нет.",
    "Dobrý den,\ntechnik 12. 5. 2026 napsal:\nzavolejte později.\nVolal jsem marně.",
    "Dobrý den,\nv návodu píše:\n\n> stiskněte tlačítko\n\nTlačítko chybí.",
    "Guten Tag,\nHerr Meier schrieb am Montag:\nbitte warten.\nIch warte noch.",
    "Order 12.05.2026\n10:15 paid\n10:20 sent to anna@client.example\nWhere is it?",
    "Please write to support@desk.example and:\n1. restart\n2. wait",
    "The log of 2026-05-12 10:15:00 says:\nerror 5\nerror 6",
    "Error since 12.05.2026 10:15:\nuser anna@client.example cannot log in:\nHTTP 500",
    "Встреча 12.05.2026 в 10:15:\nобсудим договор с ООО «Клиент» (anna@client.example).\nПридёте?",
    "Přehled:\n12. 5. 2026 10:15: výpadek\n12. 5. 2026 10:20: obnoveno\nCo se stalo?",
    "Dear Sirs,\nOn 12 May 2026 we ordered from Shop <shop@shop.example> three items.\nNone arrived.",
    "От: Прага\nДо: Брно\nКогда: 12.05.2026\nНужен билет.",
    "Von: Prag\nNach: Brno\nDatum: 12.05.2026",
    "Meno: Anna\nE-mail: anna@client.example\nDátum: 12. 5. 2026\nPredmet: reklamácia\nText: nefunguje",
    "Name: Anna\nDate: 12.05.2026\nTo: Brno\nSubject: transport\n\nPlease confirm.",
]

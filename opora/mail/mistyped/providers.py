"""Mail providers that many people use: Russian and neighbours, Czech, Slovak and Polish, the world's."""

_NAMES = """
mail.ru inbox.ru list.ru bk.ru internet.ru vk.com xmail.ru yandex.ru yandex.com yandex.by yandex.kz yandex.ua
ya.ru rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru pochta.ru qip.ru nm.ru hotbox.ru sibmail.com e1.ru
ngs.ru ukr.net i.ua meta.ua bigmir.net tut.by mail.by mail.kz inbox.lv inbox.lt mail.ee
seznam.cz email.cz post.cz centrum.cz atlas.cz volny.cz quick.cz tiscali.cz o2.cz gmail.cz azet.sk zoznam.sk
centrum.sk post.sk pobox.sk wp.pl onet.pl o2.pl interia.pl gazeta.pl
gmail.com googlemail.com outlook.com outlook.cz outlook.de outlook.fr outlook.es hotmail.com hotmail.co.uk
hotmail.fr hotmail.de hotmail.it hotmail.es live.com live.co.uk live.fr live.de msn.com yahoo.com yahoo.co.uk
yahoo.fr yahoo.de yahoo.it yahoo.es ymail.com rocketmail.com icloud.com me.com mac.com proton.me
protonmail.com pm.me aol.com gmx.com gmx.de gmx.net gmx.at web.de t-online.de freenet.de mail.de mail.com
email.com zoho.com fastmail.com tutanota.com tuta.io hey.com laposte.net orange.fr free.fr wanadoo.fr
libero.it virgilio.it tin.it comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net
btinternet.com sky.com qq.com 163.com 126.com naver.com
"""
PROVIDERS = frozenset(_NAMES.split())
# A short name is one slip away from too many others: what looks like these is believed.
TARGETS = tuple(sorted(name for name in PROVIDERS if len(name) >= 7 and len(name.partition(".")[0]) >= 4))
# Endings that do not exist, and what was meant.
ENDINGS = {
    "con": "com", "cmo": "com", "ocm": "com", "vom": "com", "xom": "com", "cpm": "com", "comm": "com", "coom": "com",
    "cim": "com", "ccom": "com", "ner": "net", "nte": "net", "bet": "net", "met": "net",
    "rru": "ru", "ruu": "ru", "r": "ru", "ry": "ru", "ur": "ru", "czz": "cz", "ccz": "cz", "cs": "cz", "zc": "cz",
    "orgg": "org", "ogr": "org", "skk": "sk",
}  # fmt: skip

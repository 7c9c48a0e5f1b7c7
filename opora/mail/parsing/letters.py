"""How often letters stand in the languages Opora's mails are written in: what the charset guess weighs by."""

from __future__ import annotations

RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
UKRAINIAN = "оанівиетрскулдмпязьгбчхйжїцюєшщфґ'"
BELARUSIAN = "анікыростваелджяпгцмчьуўбзйхшюэёф"
BULGARIAN = "аеоитнрсвлкдпмзяъубгчцщжхшюйфь"
SERBIAN = "аиоенрстјувкдлмпзбгцшчњхћжљђфџ"

LATIN: dict[str, str] = {
    "cs": "íáéěýžřčšůúóťďňäľĺôŕ",
    "pl": "łóężąśćńź",
    "de": "üäößé",
    "fr": "éèàêçôâîûùëïœÿæ",
    "es": "óíáéñúü¿¡",
    "pt": "ãçáéíóõêúâôà",
    "nordic": "åäöøæé",
    "hu": "áéóöőíüúű",
    "ro": "ăîâșțşţ",
    "tr": "ıüşğçöâ",
    "et": "äõöüšž",
    "lt": "ėąųšįžčęū",
    "lv": "āīēūšņļķģčž",
    "hr": "čćžšđ",
    "it": "èàùòìé",
}
GREEK = "αοιετσνηυρπκμλςωθγδχφβξζψάέήίόύώϊϋΐΰ"
HEBREW = "אבגדהוזחטיךכלםמןנסעףפץצקרשת"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآءئؤپچژگ"

PAIRS = """
аб ав аг ад аж аз ай ак ал ам ан ап ар ас ат ах ач аш ая бе би бл бо бр бу бы ва вв ве ви вк вл вн
во вр вс вт ву вы вя га ге ги гл го гр да де дж ди дл дн до др ду ды дь дё ев ег ед ее еж ез ей ек
ел ем ен ер ес ет ех ец еч ещ же жи жд жн за зд зн зо зы зя из ие ий ик ил им ин ир ис ит их иш ия
ию ка ке ки кл ко кр кт ку ла ле ли ло лу лы ль лю ля лё ма ме ми мо му мы мя на не ни но ну ны нь
ня нё об ов ог од ое ож оз ой ок ол ом он оп ор ос от ош оч ою пе пи пл по пр пу ра ре ри ро рт ру
ры ря рё са св се си ск сл см сн со сп ст су сч сы сь ся та тв те ти тк то тр ту ты ть тя тё ув уг
уд уж ук ул ум ун уп ур ус ут уч уш фо ха хо це ци цы ча че чи чк чн чт чу чё ша ше ши шк шл ща ще
щи ъе ых ый ым ые ыл ье ью ья ют ющ юб яв яд яз як ял ям ян яс ят ях ёт ён ём ёл ёр ёж её ві ін ід
ті ні рі лі мі пі сі ки ії їх їн єт ює ає іс ик ий
"""
COMMON_PAIRS = frozenset(PAIRS.split())
TYPOGRAPHIC = frozenset("«»„“”‘’‚–—…№°§€©®•·\u00a0´™±×²³½¼ºª¡¿’£\u00ad")


def ranked(order: str) -> dict[str, float]:
    """Weight per letter: the frequent half near 1.2, the rarest near 0.4."""
    return {letter: 1.2 - 0.8 * place / max(1, len(order) - 1) for place, letter in enumerate(order)}


CYRILLIC_WEIGHTS = [ranked(order) for order in (RUSSIAN, UKRAINIAN, BELARUSIAN, BULGARIAN)]
# Weaker: the letters that only Serbian has are what capitals of one charset look like in another.
CYRILLIC_WEIGHTS.append({letter: 0.6 * weight for letter, weight in ranked(SERBIAN).items()})
LATIN_WEIGHTS = [ranked(order) for order in LATIN.values()]
OTHER_WEIGHTS = [dict.fromkeys(GREEK, 0.8), dict.fromkeys(HEBREW, 0.8), dict.fromkeys(ARABIC, 0.7)]

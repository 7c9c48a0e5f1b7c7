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

COMMON_PAIRS = frozenset(
    ["ст", "но", "ен", "то", "на", "ов", "ни", "ра", "во", "ко", "ро", "по", "ос", "пр", "не", "ер", "ть", "ал", "ли", "ре", "ет", "ва", "ел", "го", "ор", "та", "ес", "ла", "ом", "от", "ол", "ам", "ат", "ль", "те", "ем", "де", "ин", "ит", "ан", "об", "он", "од", "из", "ма", "ск", "за", "тр", "ас", "ло", "да", "ка", "ри", "ве", "ви", "ми", "ди", "мо", "до", "ки", "ле", "ся", "сь", "ил", "ак", "ог", "бо", "бы", "ый", "ая", "ые", "их", "ие", "ия", "ри", "ку", "му", "ду", "лу", "ру", "ту", "су", "ну", "че", "ми", "че", "то", "чт", "пи", "ме", "пе", "бе", "вс", "та", "ив", "ци", "тн", "вн", "ві", "ін", "ід", "на", "не", "ть", "ся", "що", "ги", "ті", "ні", "ли", "ри", "ки", "ий", "їх", "ою", "ам"]
)
TYPOGRAPHIC = frozenset("«»„“”‘’‚–—…№°§€©®•·\u00a0´™±×²³½¼ºª¡¿’£\u00ad")


def ranked(order: str) -> dict[str, float]:
    """Weight per letter: the frequent half near 1.2, the rarest near 0.4."""
    return {letter: 1.2 - 0.8 * place / max(1, len(order) - 1) for place, letter in enumerate(order)}


CYRILLIC_WEIGHTS = [ranked(order) for order in (RUSSIAN, UKRAINIAN, BELARUSIAN, BULGARIAN, SERBIAN)]
LATIN_WEIGHTS = [ranked(order) for order in LATIN.values()]
OTHER_WEIGHTS = [dict.fromkeys(GREEK, 1.0), dict.fromkeys(HEBREW, 1.0), dict.fromkeys(ARABIC, 0.8)]

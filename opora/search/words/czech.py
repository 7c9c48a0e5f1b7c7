"""Czech stems, made for words without accents: people write “reseni” as often as “řešení”.

A light stemmer in the manner of Dolamic and Savoy ("Indexing and stemming approaches for the Czech language", 2009):
endings of nouns and adjectives go, nothing is derived. Unlike theirs it never looks at an accent, takes the fleeting e
out (objednávek, objednávka) and evens the consonants that soften before e and i (zákazníci, zákazník; noze, noha).
"""

# Endings by length, each with the shortest word that may lose it, so that three letters always stay.
ENDINGS = (
    (
        6,
        (
            "ech",
            "ich",
            "eho",
            "emi",
            "emu",
            "iho",
            "imi",
            "imu",
            "ach",
            "ych",
            "ama",
            "ami",
            "ove",
            "ovi",
            "ymi",
        ),
    ),
    (5, ("em", "im", "um", "am", "ym", "mi", "ou")),
    (4, ("a", "e", "i", "o", "u", "y")),
)
# After one ending another may show: what a form lost by an "-u" its dictionary form loses by its own "-em".
ROUNDS = 2
VOWELS = frozenset("aeiouy")
SOFT = {"c": "k", "z": "h"}


def stem(word: str) -> str:
    """The stem of a folded word (lower case, no accents)."""
    for _round in range(ROUNDS):
        shorter = _without_ending(word)
        if shorter == word:
            break
        word = shorter
    if len(word) > 3 and word[-2] == "e" and word[-1] not in VOWELS and word[-3] not in VOWELS:
        word = word[:-2] + word[-1]
    return word[:-1] + SOFT.get(word[-1], word[-1]) if len(word) > 2 else word


def _without_ending(word: str) -> str:
    for shortest, endings in ENDINGS:
        if len(word) >= shortest:
            for ending in endings:
                if word.endswith(ending):
                    return word[: -len(ending)]
    return word

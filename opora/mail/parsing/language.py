"""Which language a text is in, by its letters and its smallest words. Good enough to pick a template, no more."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LINKS = re.compile(r"https?://\S+|\S+@\S+|\S{25,}|-----BEGIN PGP.*", re.S)
SAMPLE = 3000
WORDS = {
    "en": "the and to of a in is that it for on you with as are this be have not was at or from by we will can "
    "if your my i please thank thanks"
    " hello hi dear but what when which would there has been our",
    "ru": "и в не на что с по как это у вы мы для из к но за так то же от о он она они если или уже есть был "
    "быть может нет да при все мне нас вас"
    " вам здравствуйте добрый день пожалуйста спасибо прошу подскажите уважением можно когда где почему"
    " до после без под над только ещё ли не",
    "uk": "і в не на що з по як це у ви ми для із до але за так то від про він вона вони якщо або вже є був "
    "бути може ні та при все мені нас вас"
    " вам доброго дня будь ласка дякую прошу повагою можна коли де чому й",
    "be": "і ў не на што з па як гэта ў вы мы для з да але за так ад пра ён яна калі або ўжо ёсць добры дзень "
    "калі ласка дзякуй",
    "bg": "и в не на че с по как това у вие ние за от но така то е са съм беше може няма да при всички ми ви "
    "добър ден моля благодаря",
    "cs": "a v na že se s po jak to u my pro z do ale za tak od o on ona oni jestli nebo už je byl být může ne "
    "ano při mi nás vás vám dobrý den"
    " prosím děkuji jsem jsme jste není co který která když kde proč ve k i by si",
    "sk": "a v na že sa s po ako to u my pre z do ale za tak od o on ona oni či alebo už je bol byť môže nie "
    "áno pri mi nás vás vám dobrý deň"
    " prosím ďakujem som sme ste nie čo ktorý ktorá keď kde prečo vo k i by si",
    "pl": "i w na że się z po jak to u my dla do ale za tak od o on ona oni czy lub już jest był być może nie "
    "przy mi nas was dzień dobry proszę"
    " dziękuję jestem są co który która kiedy gdzie dlaczego we ze oraz pozdrawiam",
    "de": "der die das und ist zu den nicht von sie es mit sich auf für ein eine dem ich wir auch an im bitte "
    "danke haben wird oder wenn kann guten"
    " tag hallo sehr geehrte aber bei aus nach noch nur mein ihre uns",
    "fr": "le la les et est de des un une je vous nous pas que qui dans pour sur avec ce il elle au aux du en "
    "ne merci bonjour cordialement mais ou"
    " si votre notre mon être avoir sont",
    "es": "el la los las y es de un una yo usted nosotros no que en para con por su se lo del al gracias hola "
    "saludos pero o si mi está son como"
    " más muy buenos días ha",
    "it": "il la i gli le e è di un una io non che in per con su si lo del della al grazie buongiorno saluti "
    "ma o se mi sono come più ha questo ciao",
    "pt": "o a os as e é de um uma eu não que em para com por se do da ao obrigado olá bom dia mas ou meu está "
    "são como mais muito você",
    "nl": "de het een en is van ik u wij niet dat in voor met op te zijn bedankt hallo maar of als mijn kan "
    "bij uit ook naar deze",
}
SETS = {language: frozenset(words.split()) for language, words in WORDS.items()}
CYRILLIC = ("ru", "uk", "be", "bg")
LETTERS = {
    "uk": "іїєґ",
    "be": "ўі",
    "ru": "ыэё",
    "bg": "ъ",
    "cs": "řěů",
    "sk": "ľĺŕôä",
    "pl": "łąęśćńźż",
    "de": "ßäöü",
    "es": "ñ¿¡",
    "fr": "çœêè",
    "pt": "ãõç",
}
SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30fe]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u03b1-\u03c9]")),
    ("ar", re.compile("[\u0627-\u064a]")),
)


def language_of(text: str) -> str | None:
    """ISO 639-1 code, None where the text says too little."""
    sample = LINKS.sub(" ", text[:SAMPLE]).lower()
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return None
    for code, pattern in SCRIPTS:
        if len(pattern.findall(sample)) * 4 > letters:
            return code
    words = WORD.findall(sample)
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in sample) * 2 > letters
    codes = [code for code in SETS if (code in CYRILLIC) == cyrillic]
    scores = {code: _score(code, words, sample) for code in codes}
    best = max(scores, key=lambda code: scores[code])
    if scores[best] >= 1:
        return best
    return "ru" if cyrillic and letters > 10 else None


def _score(code: str, words: list[str], sample: str) -> float:
    known = SETS[code]
    marks = LETTERS.get(code, "")
    return sum(1.0 if len(word) > 1 else 0.5 for word in words if word in known) + 1.5 * min(
        12, sum(sample.count(letter) for letter in marks)
    )

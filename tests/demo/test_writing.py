"""What a customer's mail program writes."""

import email
from email import policy

import pytest

from opora.demo.reading import Reading
from opora.demo.writing import Draft, File, compose, missing_letters, quoted, reply_subject

pytestmark = pytest.mark.once
ANNA = Draft(
    "anna@pochta.example", "Анна Ёлкина", "help@severka.example", "Заказ №5 – где он?", "Добрый день!\n\nЖду."
)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_letters_survive_each_encoding(charset: str) -> None:
    draft = Draft(ANNA.owner, ANNA.name, ANNA.to, "Заказ 5: где он?", ANNA.text, charset)
    raw = compose(draft)
    assert f'charset="{charset}"'.encode() in raw
    reading = Reading(raw)
    assert reading.header("Subject") == "Заказ 5: где он?"
    assert reading.sender_name == "Анна Ёлкина"
    assert reading.text == ANNA.text


def test_letters_that_an_encoding_lacks_are_named_once() -> None:
    assert missing_letters("Да 😊 и нет 😊 ñ", "koi8-r") == "😊ñ"


def test_files_keep_their_names() -> None:
    file = File("Счёт за май.pdf", "application/pdf", b"%PDF")
    (enclosure,) = Reading(compose(Draft(**{**vars(ANNA), "files": (file,)}))).enclosures
    assert (enclosure.name, enclosure.data, enclosure.size) == ("Счёт за май.pdf", b"%PDF", 4)


def test_a_reply_names_what_it_answers() -> None:
    first = Reading(compose(ANNA))
    second = Reading(compose(Draft(**{**vars(ANNA), "answers": first})))
    third = email.message_from_bytes(
        compose(Draft(**{**vars(ANNA), "answers": second})), policy=policy.default
    )
    assert third["In-Reply-To"] == second.header("Message-ID")
    assert third["References"].split() == [first.header("Message-ID"), second.header("Message-ID")]


@pytest.mark.parametrize(("language", "words"), [("ru", "пишет:"), ("cs", "napsal(a):"), ("en", "wrote:")])
def test_quoting_in_the_customers_language(language: str, words: str) -> None:
    text = quoted(Reading(compose(ANNA)), language)
    assert text.startswith("\n\n\n")
    assert words in text
    assert text.rstrip().endswith("> Добрый день!\n>\n> Жду.")


def test_one_re_is_enough() -> None:
    assert reply_subject("Re: Hello") == "Re: Hello"
    assert reply_subject("Hello") == "Re: Hello"


def test_a_name_in_two_encoded_words_stays_whole() -> None:
    raw = (
        b"Reply-To: =?utf-8?b?0JDQvdC90LAg0KHQvNC40YDQvdC+0LLQsCAo0KHQtdCy0LXRgNC6?=\r\n"
        b" =?utf-8?b?0LAp?= <help+t1.x@severka.example>\r\nFrom: a@b.example\r\n\r\nHi"
    )
    reading = Reading(raw)
    assert reading.header("Reply-To").startswith("Анна Смирнова (Северка) <")
    assert reading.answer_to == "help+t1.x@severka.example"
    assert reading.sender_name == "a@b.example"

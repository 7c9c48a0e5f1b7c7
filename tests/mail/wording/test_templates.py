"""Templates: what is in force, changing, undoing, and what they make of hostile names and subjects."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.utils import translation

from opora.desk.actions import change_department, change_setting, create_brand
from opora.desk.settings import forget_values
from opora.events.models import Event
from opora.events.public import Names, catch_up
from opora.mail.actions import change_template, reset_template, restore_template, send_trial
from opora.mail.models import OutgoingMail, TemplateVersion
from opora.mail.parsing.parse import parse
from opora.mail.sending.compose import compose
from opora.mail.wording.built_in import built_in
from opora.mail.wording.health import findings
from opora.mail.wording.previewing import preview
from opora.mail.wording.templates import template_for, tidy, words_of
from opora.mail.wording.variables import OFFERS
from opora.people.actions import change_person
from opora.people.public import Actor, NotAllowed, Refusal
from opora.tickets.actions import change_subject, reply
from opora.tickets.models import Status
from opora.tickets.public import Words
from tests.cast import Cast

FRAME = "<p>Добрый день!</p>{{ message }}<p>{{ brand.name }}, {{ customer.name }}, {{ ticket.subject }}</p>"
HOSTILE = "<img src=x onerror=alert(1)>{{ message }}\"'&\r\nBcc: all@evil.example"


def changed(cast: Cast, html: str = FRAME, **more: object) -> TemplateVersion:
    values: dict[str, object] = {"purpose": "answer", "language": "ru", "html": html, **more}
    return change_template(actor=Actor.of(cast.adam), **values)  # type: ignore[arg-type]


def answered(cast: Cast, words: Words | None = None) -> OutgoingMail:
    message = reply(
        actor=Actor.of(cast.vera),
        ticket=cast.tickets[Status.OPEN],
        words=words or Words(text="Вернули."),
        channel="desk",
    )
    catch_up("outgoing")
    return OutgoingMail.objects.get(message=message)


def read(mail: OutgoingMail) -> EmailMessage:
    made = message_from_bytes(compose(mail).content, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def part(mail: EmailMessage, sort: str) -> str:
    body = mail.get_body((sort,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_our_own_words_are_good_in_every_language(db: None) -> None:
    for purpose in OFFERS:
        for language in ("ru", "cs", "en"):
            words = built_in(purpose, language)
            assert tidy(purpose, *words) == words, "nothing of them is taken out"
            assert preview(purpose, language, *words).text.strip()


def test_what_is_changed_is_in_force_at_once_and_only_there(cast: Cast) -> None:
    changed(cast)
    made = read(answered(cast))
    assert part(made, "plain").startswith("Добрый день!\n\nВернули.\n\nSeverka, Анна Ковалёва, Кэшбэк")
    assert "<p>Добрый день!</p>" in part(made, "html")
    assert template_for("answer", cast.brand.pk, "cs").body.names() == {
        "message",
        "signature",
        "link",
        "quote",
    }


def test_a_brands_own_words_go_before_those_for_all(cast: Cast) -> None:
    other = create_brand(actor=Actor.of(cast.adam), name="Jižka")
    changed(cast, "{{ message }}<p>for all</p>")
    changed(cast, "{{ message }}<p>own</p>", brand=cast.brand)
    assert words_of("answer", cast.brand.pk, "ru")[1] == "{{ message }}<p>own</p>"
    assert words_of("answer", other.pk, "ru")[1] == "{{ message }}<p>for all</p>"
    reset_template(actor=Actor.of(cast.adam), purpose="answer", language="ru", brand=cast.brand)
    assert words_of("answer", cast.brand.pk, "ru")[1] == "{{ message }}<p>for all</p>"
    assert part(read(answered(cast)), "plain").startswith("Вернули.\n\nfor all")


def test_history_goes_back_and_forth(cast: Cast) -> None:
    adam = Actor.of(cast.adam)
    first = changed(cast, "{{ message }}<p>1</p>")
    assert changed(cast, "{{ message }}<p>1</p>").pk == first.pk, "the same again is no change"
    second = changed(cast, "{{ message }}<p>2</p>")
    restore_template(actor=adam, version=first)
    assert words_of("answer", None, "ru")[1] == "{{ message }}<p>1</p>"
    reset_template(actor=adam, purpose="answer", language="ru")
    reset_template(actor=adam, purpose="answer", language="ru")
    assert words_of("answer", None, "ru") == built_in("answer", "ru")
    restore_template(actor=adam, version=second)
    restore_template(actor=adam, version=TemplateVersion.objects.get(is_built_in=True))
    assert words_of("answer", None, "ru") == built_in("answer", "ru")
    events = [event.happening for event in Event.objects.filter(kind="mail.template_changed").order_by("id")]
    third, fourth = TemplateVersion.objects.order_by("id")[2:4]
    assert [(event.before, event.after) for event in events[:4]] == [
        (None, first.pk), (first.pk, second.pk), (second.pk, third.pk), (third.pk, None)
    ]  # fmt: skip
    assert fourth.is_built_in
    assert events[0].sentence(Names()) == "changed the template “Answer, Русский”"
    assert "built-in" in events[3].sentence(Names())


def test_only_administrators_may(cast: Cast) -> None:
    version = changed(cast)
    for who in (cast.vera, cast.sofia, cast.anna):
        actor = Actor.of(who)
        for verb in (
            lambda actor=actor: change_template(actor=actor, purpose="answer", language="ru", html=FRAME),
            lambda actor=actor: reset_template(actor=actor, purpose="answer", language="ru"),
            lambda actor=actor: restore_template(actor=actor, version=version),
            lambda actor=actor: send_trial(actor=actor, purpose="answer", language="ru", html=FRAME),
        ):
            with pytest.raises(NotAllowed):
                verb()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"html": "<p>hello</p>"}, "variable_missing"),
        ({"html": "{{ message }}{{ rate.good }}"}, "unknown_variable"),
        ({"html": "{{ message }}" + "x" * 60_000}, "too_long"),
        ({"html": FRAME, "language": "xx"}, "bad_language"),
        ({"html": FRAME, "purpose": "letter"}, "bad_choice"),
        ({"html": "<p>x</p>", "purpose": "solved", "subject": " "}, "subject_missing"),
        ({"html": "<p>x</p>", "purpose": "solved", "subject": "x{{ signature }}"}, "not_here"),
        ({"html": "<p>x</p>", "purpose": "survey", "subject": "x"}, "variable_missing"),
    ],
)
def test_what_could_not_be_sent_is_refused(cast: Cast, values: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        changed(cast, **values)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_nothing_in_a_template_acts_or_calls_home(cast: Cast) -> None:
    html = (
        '{{ message }}<script>x</script><img src="https://evil.example/p.gif"><a href="javascript:x">a</a>'
        '<p style="background:url(https://evil.example);color:red" onclick="x">b</p><iframe src="x"></iframe>'
    )
    kept = changed(cast, html).html
    assert kept == '{{ message }}<a>a</a><p style="color:red">b</p>'


def test_hostile_names_and_subjects_stay_words(cast: Cast) -> None:
    changed(cast)
    change_person(actor=Actor.of(cast.adam), person=cast.anna, name=HOSTILE)
    change_subject(actor=Actor.of(cast.adam), ticket=cast.tickets[Status.OPEN], subject=HOSTILE)
    made = read(answered(cast))
    assert (made["Bcc"], len(made.get_all("To", [])), len(made.get_all("Subject", []))) == (None, 1, 1)
    html = part(made, "html")
    assert "<img" not in html
    assert html.count("Вернули.") == 1, "{{ message }} in a name is no place"
    assert "&lt;img src=x" in html
    parsed = parse(compose(OutgoingMail.objects.latest("id")).content)
    assert parsed.subject.startswith("Re: <img src=x onerror=alert(1)>{{ message }}")


def test_the_agents_name_is_not_signed_twice(cast: Cast) -> None:
    signature = "<p>{{ agent.name }}<br>Первая линия</p>"
    change_department(actor=Actor.of(cast.adam), department=cast.first_line, signature=signature)
    assert "-- \nВера Соколова\nПервая линия\n" in part(read(answered(cast)), "plain")
    by_hand = answered(cast, Words(text="Вернули.\n\nС уважением,\nВера"))
    by_hand.ticket.department.refresh_from_db()  # type: ignore[union-attr]
    assert "-- \nПервая линия\n" in part(read(by_hand), "plain")


def test_reading_templates_costs_one_query_and_sees_other_processes(
    cast: Cast, django_assert_num_queries: object
) -> None:
    template_for("answer", cast.brand.pk, "ru")
    with django_assert_num_queries(1):  # type: ignore[operator]
        template_for("answer", cast.brand.pk, "ru")
    old = changed(cast)
    template_for("answer", None, "ru")
    # As another process would: a row, and nothing told to this one.
    TemplateVersion.objects.create(purpose="answer", language="ru", html="{{ message }}!", at=old.at)
    assert template_for("answer", None, "ru").body.as_html({"message": "x"}) == "x!"


def test_words_that_are_not_valid_any_more_give_way_to_ours(cast: Cast) -> None:
    TemplateVersion.objects.create(
        purpose="answer", language="ru", html="{{ gone }}", at=cast.anna.created_at
    )
    assert template_for("answer", None, "ru").body.names() == {"message", "signature", "link", "quote"}
    (found,) = findings()
    assert "“Answer” (ru) can't be used" in found.words
    assert "gone" in found.detail
    changed(cast)
    assert list(findings()) == []


def test_a_trial_goes_to_oneself_and_looks_like_the_mail(cast: Cast) -> None:
    adam = Actor.of(cast.adam)
    subject, html = built_in("survey", "cs")
    row = send_trial(
        actor=adam,
        purpose="survey",
        language="cs",
        subject=subject,
        html=html,
        ticket=cast.tickets[Status.SOLVED],
    )
    assert (row.address, row.person, row.ticket) == ("adam@severka.example", None, None)
    row = OutgoingMail.objects.select_related("mailbox__department__brand").get(pk=row.pk)
    made = read(row)
    assert made["Subject"] == "Re: Кэшбэк за заказ 48-1173 (solved)"
    assert "/rating/?verdict=good" in part(made, "plain")
    assert "👎 Ne úplně" in part(made, "html")
    with pytest.raises(Refusal):
        send_trial(actor=adam, purpose="survey", language="cs", subject="x", html="{{ nothing }}")


def test_a_preview_about_a_ticket_says_what_its_mail_would(cast: Cast) -> None:
    answered(cast)
    ticket = cast.tickets[Status.OPEN]
    with translation.override("en"):
        made = preview("answer", "ru", "", built_in("answer", "ru")[1], ticket=ticket)
    assert made.text.startswith("Вернули.")
    assert "Вся переписка <http" in made.text
    assert made.subject == "Re: Кэшбэк за заказ 48-1173 (open)"


def test_the_number_stands_in_the_subject_only_where_the_desk_wants_it(cast: Cast) -> None:
    mail = answered(cast)
    assert "[#" not in str(read(mail)["Subject"])
    change_setting(actor=Actor.of(cast.adam), name="mail_subject_number", value=True)
    forget_values()
    assert str(read(mail)["Subject"]).endswith(f"(open) [#{mail.ticket_id}]")

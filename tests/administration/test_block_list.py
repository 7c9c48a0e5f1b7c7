"""The block list's page."""

from django.test import Client

from opora.mail.actions import add_block_rule
from opora.mail.models import BlockRule
from opora.people.public import Actor
from tests.cast import Cast

PAGE = "/administration/block-list/"


def test_a_rule_is_added_shown_and_removed(cast: Cast, client: Client) -> None:
    client.force_login(cast.adam)
    given = {"sort": "domain", "value": "Evil.example", "action": "hold", "note": "pills"}
    page = client.post(PAGE, given, follow=True).content.decode()
    rule = BlockRule.objects.get()
    assert all(words in page for words in ("evil.example", "pills", "Adam Root"))
    assert "evil.example" not in client.post(f"{PAGE}{rule.pk}/", follow=True).content.decode()
    assert not BlockRule.objects.exists()


def test_what_is_refused_stands_at_its_field(cast: Cast, client: Client) -> None:
    client.force_login(cast.adam)
    answer = client.post(PAGE, {"sort": "domain", "value": "severka.example", "action": "hold"})
    assert (answer.status_code, BlockRule.objects.count()) == (422, 0)
    assert "severka.example" in answer.content.decode()
    assert client.post(PAGE, {"sort": "x", "value": "", "action": ""}).status_code == 422


def test_supervisors_only_look(cast: Cast, client: Client) -> None:
    rule = add_block_rule(actor=Actor.of(cast.vera), sort="sender", value="eve@evil.example")
    client.force_login(cast.sofia)
    page = client.get(PAGE).content.decode()
    assert ("eve@evil.example" in page, 'method="post"' in page.partition("<main")[2]) == (True, False)
    assert client.post(f"{PAGE}{rule.pk}/").status_code == 403

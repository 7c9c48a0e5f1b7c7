"""Running the self-test of a mailbox: once a day, when somebody asks, and again when its letter came back."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from opora.desk.models import Mailbox
from opora.events.public import clock, record
from opora.mail import dns
from opora.mail.checking.domains import ascii_domain, organization_of
from opora.mail.kinds import SelfTestChanged
from opora.mail.models import DkimKey, KeyState, ResultState, SelfTest, SelfTestResult
from opora.mail.self_test import letters, names, server
from opora.mail.self_test.result import PROBES, Result, bad, good, unknown, warning
from opora.mail.sending.servers.route import Route
from opora.mail.signing.published import look_at_all
from opora.people.public import Actor

# What says nothing new about what was known before.
PASSING = {"no_dns", "no_connection", "on_its_way", "letter_needed", "not_checked"}
DAY, LEASE = timedelta(days=1), timedelta(minutes=10)
NO_REPLY = ("noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "nepište", "neodpovidejte")
# Names that exist nowhere (RFC 2606): there is nothing to be published for them.
RESERVED = ("example", "test", "invalid", "localhost", "local")


def sweep() -> int:
    """Tests the mailboxes whose time has come; how many. Takes some seconds for each: never inside a transaction."""
    _begin_new_ones()
    due = SelfTest.objects.filter(_free(), due_at__lte=clock.now(), mailbox__is_active=True)
    count = 0
    for key in list(due.order_by("due_at").values_list("pk", flat=True)):
        if SelfTest.objects.filter(_free(), pk=key).update(lease_until=clock.now() + LEASE):
            run(Mailbox.objects.select_related("department", "out_server").get(pk=key))
            count += 1
    return count


def run(mailbox: Mailbox) -> list[Result]:
    """Tests one mailbox now and keeps what was found. A letter leaves if the last one is a day old."""
    test, _made = SelfTest.objects.get_or_create(mailbox=mailbox)
    dns.forget()
    look_at_all()
    has_server = bool(Route.of(mailbox).host)
    if has_server and (test.letter_at is None or clock.now() - test.letter_at > DAY - timedelta(hours=1)):
        letters.send(test, mailbox)
    found = examine(mailbox, test)
    keep(mailbox, found)
    due = (test.letter_at or clock.now()) + (letters.WAIT if letters.is_awaited(test) else DAY)
    # The letter may have come back while we were asking: then it is due already, and stays so.
    mine = SelfTest.objects.filter(pk=mailbox.pk)
    mine.filter(returned_at=test.returned_at).update(due_at=max(due, clock.now() + timedelta(minutes=1)))
    mine.update(checked_at=clock.now(), lease_until=None)
    return found


def examine(mailbox: Mailbox, test: SelfTest) -> list[Result]:
    """All probes, in their order; asks the DNS and the outgoing server. Writes nothing."""
    local, _at, domain = mailbox.address.rpartition("@")
    plain = ascii_domain(domain)
    route = Route.of(mailbox)
    peers = names.addresses_of(route.host) if route.host else []
    seen = test.seen if isinstance(test.seen, dict) else {}
    visit = server.look(route)
    spf = names.spf(f"{local}@{plain}", route.host, peers, str(seen.get("spf", "")))
    dkim = _dkim(plain, seen)
    broken = ResultState.BAD in {spf.state} and ResultState.BAD in {dkim.state}
    found = {
        "round_trip": letters.outcome(test, mailbox) if route.host else bad("round_trip", "no_server"),
        "spf": spf,
        "dkim": dkim,
        "dmarc": names.dmarc(plain, others_fail=broken),
        "mx": names.mx(plain, mailbox.in_host),
        "ptr": names.ptr(route.host, peers),
        "helo": names.helo(visit.name, route.host, peers),
        "tls": visit.tls,
        "address": warning("address", "no_reply")
        if local.startswith(NO_REPLY)
        else good("address", "answerable"),
    }
    return [found[probe] for probe in PROBES]


@transaction.atomic
def keep(mailbox: Mailbox, found: list[Result]) -> None:
    """Notes what was found; what is otherwise than before becomes an event."""
    now = clock.now()
    before = {row.probe: row for row in SelfTestResult.objects.filter(mailbox=mailbox)}
    for one in found:
        known = before.get(one.probe)
        if known is not None and one.code in PASSING and known.state != ResultState.UNKNOWN:
            continue
        is_new = known is None or known.state != one.state
        SelfTestResult.objects.update_or_create(
            mailbox=mailbox,
            probe=one.probe,
            defaults={
                "state": one.state,
                "code": one.code,
                "details": one.details,
                "checked_at": now,
                "since": now if known is None or is_new else known.since,
            },
        )
        if known is not None and is_new:
            happening = SelfTestChanged(mailbox.pk, one.probe, known.state, one.state, one.code)
            record(happening, actor=Actor.system())


def _dkim(domain: str, seen: dict[str, object]) -> Result:
    keys = DkimKey.objects.filter(domain=domain).exclude(state=KeyState.RETIRED)
    active = [key for key in keys if key.state == KeyState.ACTIVE]
    if any(key.is_published for key in active):
        return good("dkim", "own", selector=", ".join(key.selector for key in active if key.is_published))
    if active:
        return bad("dkim", "own_missing", selector=active[0].selector, why=active[0].finding or "missing")
    signed_by = seen.get("signed_by")
    domains = [str(one) for one in signed_by] if isinstance(signed_by, list) else []
    own = [one for one in domains if organization_of(one) == organization_of(domain)]
    if own or seen.get("dkim") == "pass":
        return good("dkim", "provider", domain=", ".join(own) or domain)
    if any(key.is_published for key in keys):
        return warning("dkim", "not_active")
    if not seen:
        return unknown("dkim", "letter_needed")
    if seen.get("is_unclear"):
        return unknown("dkim", "not_checked")
    return bad("dkim", "foreign", domain=", ".join(domains)) if domains else bad("dkim", "unsigned")


def _begin_new_ones() -> None:
    """A mailbox that was never tested is due at once, unless its domain exists nowhere."""
    for key, address in Mailbox.objects.filter(is_active=True, self_test=None).values_list("pk", "address"):
        if address.rpartition(".")[2].lower() not in RESERVED:
            SelfTest.objects.bulk_create(
                [SelfTest(mailbox_id=key, due_at=clock.now())], ignore_conflicts=True
            )


def _free() -> Q:
    return Q(lease_until=None) | Q(lease_until__lt=clock.now())

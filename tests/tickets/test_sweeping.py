"""Files that nobody uses."""

from datetime import timedelta

from django.core.files.storage import default_storage

from opora.api.models import Upload
from opora.events.public import clock
from opora.people.public import Actor
from opora.tickets.actions import reply
from opora.tickets.models import Blob, Status
from opora.tickets.public import NewFile, Words, keep, sweep_unused_files
from tests.cast import Cast


def aged(blob: Blob) -> Blob:
    Blob.objects.filter(pk=blob.pk).update(created_at=clock.now() - timedelta(days=3))
    return blob


def test_only_old_files_go_to_which_nothing_leads(cast: Cast) -> None:
    unused, young, waiting = keep(b"unused"), keep(b"young"), keep(b"waiting")
    Upload(person=cast.vera, blob=waiting, name="a", type="text/plain", created_at=clock.now()).save()
    words = Words(text="See", files=(NewFile("a.txt", b"used"),))
    message = reply(actor=Actor.of(cast.vera), ticket=cast.tickets[Status.OPEN], words=words, channel="desk")
    used = message.attachments.get().blob
    for blob in (unused, waiting, used):
        aged(blob)
    assert sweep_unused_files() == 1
    assert set(Blob.objects.values_list("pk", flat=True)) >= {young.pk, waiting.pk, used.pk}
    assert [default_storage.exists(blob.path) for blob in (unused, young, waiting, used)] == [
        False,
        True,
        True,
        True,
    ]
    assert sweep_unused_files() == 0


def test_what_is_kept_once_more_is_young_again(cast: Cast) -> None:
    first = aged(keep(b"a logo"))
    assert keep(b"a logo").pk == first.pk
    assert sweep_unused_files() == 0


def test_a_file_that_went_meanwhile_is_written_anew(cast: Cast) -> None:
    first = aged(keep(b"a logo"))
    default_storage.delete(first.path)
    again = keep(b"a logo")
    assert default_storage.exists(again.path)

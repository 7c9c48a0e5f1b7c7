"""What is done each hour about kept answers."""

from datetime import timedelta

from django.utils import timezone

from opora.api.models import KeptAnswer
from opora.api.tasks import forget_old_answers
from tests.cast import Cast


def test_answers_are_kept_for_a_day(cast: Cast) -> None:
    now = timezone.now()
    for key, age in (("old", timedelta(hours=25)), ("young", timedelta(hours=23))):
        KeptAnswer(person=cast.adam, key=key, digest="0" * 64, created_at=now - age).save()
    forget_old_answers.call_local()
    assert list(KeptAnswer.objects.values_list("key", flat=True)) == ["young"]

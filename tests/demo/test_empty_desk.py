"""Seeding a desk that has nothing yet."""

import pytest

from opora.demo.seeding import seed
from opora.desk.models import Department
from opora.tickets.models import Ticket


@pytest.mark.django_db
def test_the_company_comes_first() -> None:
    seed(10)
    names = set(Department.objects.values_list("name", flat=True))
    assert names == {"First line", "Billing", "Technical support"}
    assert Ticket.objects.count() == 10
    assert Ticket.objects.exclude(assignee=None).exists()

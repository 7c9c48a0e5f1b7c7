"""Thousands of tickets in a moment, for tests of what a crowd costs."""

from django.db import connection

from opora.tickets.models import Ticket, TicketTag
from tests.cast import Cast

MANY = 10_000
AGO = {
    "sqlite": "datetime('2026-05-31', '-' || i || ' minutes')",
    "postgresql": "'2026-05-31'::timestamptz - i * interval '1 minute'",
    "mysql": "'2026-05-31' - INTERVAL i MINUTE",
}


def crowd(cast: Cast, count: int) -> None:
    """That many tickets beside those of the cast, one in ten still open, straight into the table."""
    is_mariadb = connection.vendor == "mysql"
    given = {
        "subject": "concat('Заявка ', i)" if is_mariadb else "'Заявка ' || i",
        "secret": "concat('s', i)" if is_mariadb else "'s' || i",
        "status": "CASE i % 20 WHEN 0 THEN 'new' WHEN 7 THEN 'open' WHEN 9 THEN 'pending' WHEN 4 THEN 'solved' "
        "ELSE 'closed' END",
        "assignee_id": "CASE i % 3 WHEN 0 THEN NULL ELSE assignee_id END",
        "department_id": f"CASE i % 7 WHEN 0 THEN {cast.billing.pk} ELSE department_id END",
        "last_message_at": AGO[connection.vendor],
    }
    columns = [field.column for field in Ticket._meta.concrete_fields if field.column != "id"]
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})"
    if is_mariadb:  # it ends such a recursion after a thousand steps, and has numbers of its own
        numbers = f"WITH n(i) AS (SELECT seq FROM seq_0_to_{count - 1})"
    values = ", ".join(given.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        # Without parameters: the % of the numbers is SQL's own.
        cursor.execute(
            f"INSERT INTO ticket ({', '.join(columns)}) {numbers} SELECT {values} FROM n, ticket "
            f"WHERE id = {cast.tickets['open'].pk}"
        )
    made = Ticket.objects.order_by("-id").values_list("id", flat=True)[:count:50]
    TicketTag.objects.bulk_create(TicketTag(ticket_id=key, name=name) for key in made for name in ("a", "b"))

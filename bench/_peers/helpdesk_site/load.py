"""Fills django-helpdesk from the neutral lines by its own models: load.py FILE MAILDIR ADDRESS AGENT PASSWORD.

The first message of a ticket is its description, the others are follow-ups; prints "number key" for each ticket.
"""

import json
import sys
from datetime import datetime

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from helpdesk.models import FollowUp, Queue, Ticket  # type: ignore[import-not-found] # noqa: E402

STATUS = {"new": 1, "open": 1, "pending": 1, "hold": 1, "solved": 3, "closed": 4}


def main(lines: str, mail_folder: str, address: str, agent: str, password: str) -> None:
    """Queues and agents as they come, the one that signs in, and the mailbox, then chunk after chunk."""
    queues: dict[str, Queue] = {}
    agents = {agent: User.objects.create_user(agent, agent, password, is_staff=True)}
    mail = {"email_box_type": "local", "email_box_local_dir": mail_folder, "email_box_interval": 0}
    Queue.objects.create(
        title="Mail", slug="mail", email_address=address, allow_email_submission=True, locale="ru", **mail
    )
    chunk: list[dict] = []
    with open(lines, encoding="utf-8") as file:
        for line in file:
            chunk.append(json.loads(line))
            if len(chunk) == 500:
                _load(chunk, queues, agents)
                chunk = []
    _load(chunk, queues, agents)


def _load(rows: list[dict], queues: dict[str, Queue], agents: dict[str, User]) -> None:
    tickets = [_ticket(row, queues, agents) for row in rows]
    Ticket.objects.bulk_create(tickets)
    FollowUp.objects.bulk_create(
        _follow_up(ticket, message, agents)
        for row, ticket in zip(rows, tickets, strict=True)
        for message in row["messages"][1:]
    )
    for row, ticket in zip(rows, tickets, strict=True):
        print(row["number"], ticket.pk)


def _ticket(row: dict, queues: dict[str, Queue], agents: dict[str, User]) -> Ticket:
    if row["department"] not in queues:
        slug = f"queue{len(queues)}"
        queues[row["department"]] = Queue.objects.create(title=row["department"], slug=slug)
    return Ticket(
        title=row["subject"][:200],
        queue=queues[row["department"]],
        created=datetime.fromisoformat(row["created_at"]),
        modified=datetime.fromisoformat(row["messages"][-1]["at"]),
        submitter_email=row["requester"]["email"],
        assigned_to=_agent(row["assignee"], agents) if row["assignee"] else None,
        status=STATUS[row["status"]],
        description=row["messages"][0]["text"],
    )


def _follow_up(ticket: Ticket, message: dict, agents: dict[str, User]) -> FollowUp:
    return FollowUp(
        ticket=ticket,
        date=datetime.fromisoformat(message["at"]),
        title="Comment" if message["staff"] else f"E-Mail Received from {message['author']['email']}"[:200],
        comment=message["text"],
        public=not message["note"],
        user=_agent(message["author"]["email"], agents) if message["staff"] else None,
    )


def _agent(email: str, agents: dict[str, User]) -> User:
    if email not in agents:
        agents[email] = User.objects.create_user(email, email, is_staff=True)
    return agents[email]


main(*sys.argv[1:])

"""The first stage of the pipeline: a topic decides department, priority and type.

On a new ticket the verb has applied it already, so that no ticket begins in the wrong place.
"""

from opora.events.public import Cause
from opora.people.public import Actor
from opora.tickets.pipeline import Change


def route(change: Change) -> None:
    """When the topic changes, applies what the topic says."""
    from opora.tickets.actions import change_priority, change_type, transfer

    if not change.happened("ticket.topic_changed"):
        return
    topic = change.ticket.topic
    if topic is None:
        return
    because, actor = Cause("topic", topic.pk), Actor.system()
    if (
        topic.department is not None
        and topic.department.is_active
        and topic.department_id != change.ticket.department_id
    ):
        transfer(actor=actor, ticket=change.ticket, department=topic.department, because=because)
    change_priority(actor=actor, ticket=change.ticket, priority=topic.priority, because=because)
    change_type(actor=actor, ticket=change.ticket, type=topic.type, because=because)

"""The verb: change the topic."""

from opora.desk.models import Topic
from opora.events.public import Cause, one_act
from opora.people.public import Actor
from opora.tickets.kinds import TopicChanged
from opora.tickets.models import Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def change_topic(
    *, actor: Actor, ticket: Ticket, topic: Topic | None, follow: bool = True, because: Cause | None = None
) -> Ticket:
    """Sets what the ticket is about; department, priority and type follow the topic (a stage of the pipeline).

    Values of custom fields stay, also those that the new topic does not know. `follow=False` is for undo.
    """
    ticket = allowed(actor, ticket, "change")
    if ticket.topic_id == (topic.pk if topic else None):
        return ticket
    before, ticket.topic = ticket.topic_id, topic
    happening = TopicChanged(before, ticket.topic_id)
    return settle(ticket, actor, happening, because=because, changed=("topic",), quietly=not follow)

"""Addresses of the workspace. Each page of a ticket names the verb it needs; `doors` asks for it."""

from django.urls import path, re_path

from opora.workspace.doors import staff, ticket_page
from opora.workspace.pages import (
    assignment,
    collaborators,
    files,
    incoming,
    lists,
    mail,
    me,
    messages,
    new_ticket,
    not_request,
    people,
    pictures,
    properties,
    relations,
    search,
    sending,
    taking_back,
    ticket,
    transfer,
    undelivered,
    undo,
)

app_name = "workspace"
TICKET = "tickets/<int:number>/"

urlpatterns = [
    path("", staff(lists.tickets), name="tickets"),
    path("rail/", staff(lists.rail), name="rail"),
    path("search/", staff(search.search), name="search"),
    path("settings/", staff(me.settings), name="settings"),
    path("people/<int:key>/", staff(people.person), name="person"),
    path("people/<int:key>/details/", staff(people.edit), name="person_details"),
    path("people/<int:key>/addresses/<int:identity>/", staff(people.address_works), name="address_works"),
    path("attachments/<int:key>/<path:name>", staff(files.attachment), name="attachment"),
    path("mail/", staff(incoming.mails), name="mails"),
    path("mail/decide/", staff(incoming.decide_many), name="mails_decide"),
    path("mail/<int:key>/", staff(incoming.decide), name="mail"),
    path("mail/<int:key>/source/", staff(incoming.source), name="mail_source"),
    path("mail/<int:key>/why/", staff(incoming.why), name="mail_why"),
    path("pictures/<int:key>/<int:place>/<str:signature>/", staff(pictures.picture), name="picture"),
    path("tickets/new/", staff(new_ticket.new_ticket), name="new_ticket"),
    re_path(r"^tickets/(?P<number>[0-9]{1,18})/?$", ticket_page(ticket.show, "see"), name="ticket"),
    path(TICKET + "print/", ticket_page(ticket.on_paper, "see"), name="print"),
    path(TICKET + "messages/", ticket_page(messages.write, "reply"), name="messages"),
    path(TICKET + "messages/<int:key>/original/", ticket_page(mail.original, "see"), name="original"),
    path(TICKET + "messages/<int:key>/invitation/", ticket_page(mail.invitation, "see"), name="invitation"),
    path(TICKET + "messages/<int:key>/pictures/", ticket_page(pictures.ask, "see"), name="pictures"),
    path(TICKET + "messages/<int:key>/sending/", ticket_page(sending.again, "reply"), name="send_again"),
    path(
        TICKET + "messages/<int:key>/taking-back/", ticket_page(taking_back.back, "reply"), name="take_back"
    ),
    path(TICKET + "undelivered/<int:key>/", ticket_page(undelivered.decide, "reply"), name="undelivered"),
    path(TICKET + "assignment/", ticket_page(assignment.assignment, "assign"), name="assignment"),
    path(TICKET + "transfer/", ticket_page(transfer.move, "transfer"), name="transfer"),
    path(TICKET + "status/", ticket_page(properties.status, "change"), name="status"),
    path(TICKET + "priority/", ticket_page(properties.priority, "change"), name="priority"),
    path(TICKET + "type/", ticket_page(properties.kind, "change"), name="type"),
    path(TICKET + "tags/", ticket_page(properties.tags, "change"), name="tags"),
    path(TICKET + "properties/", ticket_page(properties.properties, "change"), name="properties"),
    path(
        TICKET + "collaborators/",
        ticket_page(collaborators.collaborators, "collaborators"),
        name="collaborators",
    ),
    path(TICKET + "request/", ticket_page(not_request.request_or_not, "change"), name="request_or_not"),
    path(TICKET + "split/", ticket_page(relations.split_off, "split"), name="split"),
    path(TICKET + "merge/", ticket_page(relations.merge_into, "merge"), name="merge"),
    path(TICKET + "links/", ticket_page(relations.links, "link"), name="links"),
    path(TICKET + "links/<int:key>/", ticket_page(relations.remove_link, "link"), name="unlink"),
    path(TICKET + "undo/<uuid:act>/", ticket_page(undo.undo, "undo"), name="undo"),
]

"""Addresses of the portal."""

from django.urls import path

from opora.portal.doors import request_page
from opora.portal.pages import (
    conversation,
    files,
    home,
    language,
    mistyped,
    my_requests,
    new_request,
    notices,
    rating,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("language/", language.language, name="language"),
    path("requests/", my_requests.my_requests, name="my_requests"),
    path("requests/as/<str:token>/", my_requests.enter, name="enter"),
    path("requests/leave/", my_requests.leave, name="leave"),
    path("requests/new", new_request.new_request, name="new_request"),
    path("requests/address", mistyped.look, name="address"),
    path("requests/sent/<str:token>/address/", mistyped.correct, name="correct_address"),
    path("requests/sent/<str:token>/", new_request.sent, name="sent"),
    path("requests/<int:number>/", conversation.without_key, name="request_without_key"),
    path("requests/<int:number>/<str:key>/", request_page(conversation.conversation), name="request"),
    path("requests/<int:number>/<str:key>/messages/", request_page(conversation.write), name="messages"),
    path("requests/<int:number>/<str:key>/solved/", request_page(conversation.solved), name="solved"),
    path("requests/<int:number>/<str:key>/rating/", request_page(rating.rating), name="rating"),
    path("requests/<int:number>/<str:key>/notices/", request_page(notices.notices), name="notices"),
    path("requests/<int:number>/<str:key>/files/<int:pk>/<str:name>", request_page(files.file), name="file"),
]

"""Addresses of the demo's mail room."""

from django.urls import path

from opora.demo.doors import demo
from opora.demo.pages import letters, people, writing

app_name = "demo"
BOX = "mail/<str:address>/"
LETTER = BOX + "letters/<int:key>/"

urlpatterns = [
    path("mail/", demo(people.people), name="people"),
    path(BOX, demo(letters.box), name="box"),
    path(BOX + "rows/", demo(letters.rows), name="rows"),
    path(BOX + "write/", demo(writing.write), name="write"),
    path(LETTER, demo(letters.letter), name="letter"),
    path(LETTER + "answer/", demo(writing.write), name="answer"),
    path(LETTER + "html/", demo(letters.html), name="html"),
    path(LETTER + "source/", demo(letters.source), name="source"),
    path(LETTER + "files/<int:place>/", demo(letters.enclosure), name="enclosure"),
]

"""Addresses of the ui room."""

from django.urls import re_path

from opora.ui import pages

app_name = "ui"
urlpatterns = [re_path(r"^accent/(?P<colour>[0-9a-f]{6})\.css$", pages.accent_css, name="accent")]

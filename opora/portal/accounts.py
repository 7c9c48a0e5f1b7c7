"""Addresses of signing in: allauth's, but for those by which it would change addresses past our verbs."""

from django.urls import include, path
from django.views.generic import RedirectView

from opora.portal.pages import join, sign_in_link

urlpatterns = [
    path("link/<str:token>/", sign_in_link.sign_in_link, name="sign_in_link"),
    path("join/<str:token>/", join.join, name="join"),
    path("email/", RedirectView.as_view(url="/desk/"), name="account_email"),
    path("", include("allauth.urls")),
]

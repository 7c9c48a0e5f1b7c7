"""Root addresses: each face brings its own list."""

from pathlib import Path

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from opora.conf import health

FACES = [
    ("ui/", "opora.ui.urls"),
    ("desk/", "opora.workspace.urls"),
    ("administration/", "opora.administration.urls"),
    ("accounts/", "opora.portal.accounts"),
    ("api/v1/", "opora.api.urls"),
    ("demo/", "opora.demo.urls"),
    ("", "opora.portal.urls"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]


def _exists(module: str) -> bool:
    room = module.split(".")[1]
    return not module.startswith("opora.") or (Path(settings.ROOT) / room / "urls.py").exists()


urlpatterns += [path(prefix, include(module)) for prefix, module in FACES if _exists(module)]

handler404 = "opora.conf.errors.not_found"
handler403 = "opora.conf.errors.forbidden"
handler500 = "opora.conf.errors.failed"

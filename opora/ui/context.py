"""What the layouts need to know about the one who looks."""

from django.http import HttpRequest

THEMES = ("light", "dark")
THEME_COOKIE = "opora_theme"


def look(request: HttpRequest) -> dict[str, str]:
    """`theme`: "light", "dark" or "" (as the system says); the person's choice first, else this browser's cookie."""
    chosen = getattr(getattr(request, "user", None), "theme", "") or request.COOKIES.get(THEME_COOKIE, "")
    return {"theme": chosen if chosen in THEMES else ""}

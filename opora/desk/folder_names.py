"""Names of folders in a mailbox, as somebody writes them."""

from django.utils.translation import gettext_lazy as _

from opora.people.public import Refusal

MOST, LONGEST = 100, 200


def folder_names(names: object) -> list[str]:
    """The names without white space around them, each once. Refuses what can't be a folder's name."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Refusal("bad_folders", _("Write one folder in each line."), "more_folders")
    tidy = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len(tidy) > MOST or any(len(name) > LONGEST or not name.isprintable() for name in tidy):
        raise Refusal("bad_folders", _("Write one folder in each line."), "more_folders")
    return tidy

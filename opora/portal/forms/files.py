"""Several files in one form field, within the desk's limit."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from opora.desk.public import settings
from opora.tickets.public import NewFile, safe_name

MOST = 20
# All files of one message, in files of the largest allowed size: they are held in memory for a moment.
TOGETHER = 2


class _Picker(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a tuple of NewFile. One file over the desk's limit is refused by its name, with the limit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=_Picker(), required=False, allow_empty_file=True, max_length=None, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploads: list[UploadedFile] = [file for file in data or [] if file]
        if len(uploads) > MOST:
            raise ValidationError(_("Please attach at most %(most)s files at once.") % {"most": MOST})
        limit = settings.ATTACHMENT_MEGABYTES.get()
        for file in uploads:
            if (file.size or 0) > limit * 1024 * 1024:
                words = {"name": safe_name(file.name or ""), "limit": limit}
                raise ValidationError(
                    _("“%(name)s” is larger than %(limit)s MB, the most we can take.") % words
                )
        if sum(file.size or 0 for file in uploads) > TOGETHER * limit * 1024 * 1024:
            words = {"limit": TOGETHER * limit}
            raise ValidationError(
                _("Together these files are larger than %(limit)s MB. Send some of them later.") % words
            )
        return tuple(NewFile(file.name or "file", file.read(), file.content_type or "") for file in uploads)

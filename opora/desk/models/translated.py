"""Names that the desk itself gives, in several languages."""

from django.db import models
from django.utils.translation import get_language


class Named(models.Model):
    """Something with a name and, where wanted, its translations: {"cs": "Účtárna", "ru": "Бухгалтерия"}."""

    name = models.CharField(max_length=200)
    translations = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name in the active language, or the plain one."""
        language = (get_language() or "").partition("-")[0]
        return str(self.translations.get(language) or self.name)

    def called_in(self, language: str) -> str:
        """The name in that language, or the plain one."""
        return str(self.translations.get(language) or self.name)

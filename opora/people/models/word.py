"""What persons are found by."""

from django.db import models

from opora.people.models.person import Person


class PersonWord(models.Model):
    """A word of a person's name or addresses, folded: every database finds beginnings of it by the index.

    `of_name`: it is in the name, not only in an address.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="words", db_index=False)
    word = models.CharField(max_length=60)
    of_name = models.BooleanField()

    class Meta:
        db_table = "person_word"
        constraints = [models.UniqueConstraint(fields=["person", "word"], name="person_word_once")]
        indexes = [
            # PostgreSQL finds beginnings only in an index that compares character by character.
            models.Index(
                fields=["word", "person"],
                name="person_word_found",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            )
        ]

    def __str__(self) -> str:
        return self.word

"""The step that verbs share who change a name or an address: the words that the person is found by follow."""

from opora.people.finding.folding import words_found_by
from opora.people.models import Identity, Person, PersonWord


def file_under(person: Person, *, is_new: bool = False) -> None:
    """Brings the person's words up to date. `is_new`: there are none yet."""
    addresses = Identity.objects.filter(person=person).values_list("shown", flat=True)
    wanted = words_found_by(person.name, addresses)
    had = {} if is_new else dict(PersonWord.objects.filter(person=person).values_list("word", "of_name"))
    if gone := [word for word, of_name in had.items() if wanted.get(word) != of_name]:
        PersonWord.objects.filter(person=person, word__in=gone).delete()
    new = [
        PersonWord(person=person, word=word, of_name=of_name)
        for word, of_name in wanted.items()
        if had.get(word) != of_name
    ]
    PersonWord.objects.bulk_create(new)

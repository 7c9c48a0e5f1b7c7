"""What an expression means, said in plain Python: the engines must say the same."""

from collections.abc import Set as AbstractSet

from opora.search.words.asking import All, Any, Expression, Term


def holds(asked: Expression, terms: AbstractSet[str]) -> bool:
    """Whether a document with these terms is asked for."""
    match asked:
        case Term(text, is_prefix):
            return any(term.startswith(text) for term in terms) if is_prefix else text in terms
        case All(parts, without):
            return all(holds(part, terms) for part in parts) and not any(
                holds(part, terms) for part in without
            )
        case Any(parts):
            return any(holds(part, terms) for part in parts)

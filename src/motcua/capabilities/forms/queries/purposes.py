"""Why a form asks what it asks, page by page."""

from collections.abc import Iterator

from motcua.capabilities.forms.rules import purposes
from motcua.capabilities.forms.rules.purposes import Asked
from motcua.capabilities.forms.rules.shapes import Field, Form

__all__ = ["Asked", "list_asked", "list_questions"]


def list_asked(form: Form, page_key: str) -> tuple[Asked, ...]:
    """Return the questions of a page with a purpose of their own or a sensitive answer, in order."""
    page = next((one for one in form.pages if one.key == page_key), None)
    return purposes.list_asked(form.fields, page) if page else ()


def list_questions(form: Form) -> Iterator[Field]:
    """Yield every question of a form with those of its rows, in order."""
    for field in form.fields.values():
        yield field
        yield from field.parts

"""Where the addresses of a draft lie: what is found, and what is chosen."""

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Answers, Form, Posted, localities
from motcua.capabilities.forms.queries.localities import Localities


def find_posted(
    form: Form, page_key: str, answers: Answers, known: Localities, posted: Posted
) -> Localities:
    """Return where the addresses of a posted page lie, with what was chosen there. At most one query.

    A page that only adds or removes a row is not read yet.
    """
    if forms.is_reshaping(posted):
        return known
    found = localities.find(form, answers, known, page_key=page_key)
    return localities.read_choices(form, page_key, found, posted)

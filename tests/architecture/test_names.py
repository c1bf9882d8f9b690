"""What leaves the product has one name each, in both languages."""

import importlib
import pkgutil
import string
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import motcua
from motcua.foundation.kernel import events
from motcua.foundation.kernel.errors import Refusal

LOCALE = Path(motcua.__file__).parent / "locale" / "en" / "LC_MESSAGES"


@pytest.fixture(scope="module", autouse=True)
def _everything_is_imported():
    for module in pkgutil.walk_packages(motcua.__path__, "motcua."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def subclasses(kind):
    found = set()
    for child in kind.__subclasses__():
        found |= {child} | subclasses(child)
    return found


def refusals():
    ours = {
        kind for kind in subclasses(Refusal) | {Refusal} if kind.__module__.startswith("motcua.")
    }
    return sorted(ours, key=lambda kind: (kind.__module__, kind.__name__))


@pytest.fixture(scope="module")
def english():
    """Every translation by its Vietnamese sentence."""
    translations = {}
    for path in LOCALE.glob("*.po"):
        with path.open("rb") as file:
            translations |= {m.id: m.string for m in read_po(file) if isinstance(m.id, str)}
    return translations


def fields(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def repeated(values):
    return sorted(value for value, times in Counter(values).items() if times > 1)


def test_every_refusal_has_a_code_of_its_own():
    assert repeated([kind.code for kind in refusals()]) == []


def test_every_refusal_says_which_context_refuses():
    wrong = [
        (kind.__name__, kind.code)
        for kind in refusals()
        if not kind.code.startswith(f"{kind.__module__.split('.')[2].replace('_', '-')}.")
    ]

    assert wrong == []


def test_every_refusal_is_said_in_english_too(english):
    missing = [kind.code for kind in refusals() if not english.get(vietnamese(kind))]

    assert missing == []


def vietnamese(kind):
    """Return the sentence as it stands in the source: what is translated lazily keeps it."""
    message = kind.message
    arguments = getattr(message, "_args", None) or getattr(message, "__args", None)
    return arguments[0] if arguments else str(message)


def test_a_translation_fills_in_the_same_values(english):
    wrong = [
        kind.code
        for kind in refusals()
        if (translated := english.get(vietnamese(kind)))
        and fields(translated) != fields(vietnamese(kind))
    ]

    assert wrong == []


def test_every_refusal_can_be_translated():
    plain = [kind.code for kind in refusals() if isinstance(kind.message, str)]

    assert plain == []


def test_every_event_is_named_after_its_context():
    wrong = [
        name
        for name, kind in events.event_types().items()
        if kind.__module__.startswith("motcua.")
        and not name.startswith(f"{kind.__module__.split('.')[2].replace('_', '-')}.")
    ]

    assert wrong == []


def test_an_event_type_cannot_be_taken_twice():
    taken = next(iter(events.event_types()), None) or "kernel.first"

    with pytest.raises(TypeError, match="is taken by"):
        type("Again", (events.Event,), {"type": taken})

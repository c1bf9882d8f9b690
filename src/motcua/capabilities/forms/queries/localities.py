"""In which communes of today the addresses of a form lie: found, chosen by the person, told in words."""

from motcua.capabilities.forms.enums import FieldKind
from motcua.capabilities.forms.queries import Answers, Form, Posted, kept
from motcua.capabilities.forms.rules import localities as rules
from motcua.capabilities.forms.rules.localities import (
    NOWHERE,
    Commune,
    Lines,
    Localities,
    Locality,
    from_json,
    to_json,
)
from motcua.foundation.kernel.errors import FieldProblem
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.queries import Understood, Written

__all__ = [
    "NOWHERE",
    "Commune",
    "Localities",
    "Locality",
    "current",
    "find",
    "from_json",
    "list_open",
    "read_choices",
    "to_json",
]


def current(form: Form, answers: Answers, known: Localities) -> dict[str, Locality]:
    """Return what is known of the addresses that are asked and still as they were read. No query."""
    return rules.still_of(_lines(form, answers), known)


def find(
    form: Form, answers: Answers, known: Localities, *, page_key: str = ""
) -> dict[str, Locality]:
    """Return where every address that is asked lies, of one page or of all.

    One query for all that are not known yet, none if all are.
    """
    lines = _lines(form, answers)
    found = rules.still_of(lines, known)
    wanted = {
        name: one
        for name, one in lines.items()
        if name not in found and form.page_of[name] == (page_key or form.page_of[name])
    }
    understood = organisations.understand_addresses([_written(one) for one in wanted.values()])
    for (name, one), came_to in zip(wanted.items(), understood, strict=True):
        found[name] = _locality(one, came_to)
    return found


def read_choices(
    form: Form, page_key: str, localities: Localities, posted: Posted
) -> dict[str, Locality]:
    """Return the localities with what was posted with the page of where its addresses lie."""
    chosen = dict(localities)
    for name, one in localities.items():
        said = posted.getlist(rules.CHOICE.format(field=name))
        if said and form.page_of[name] == page_key:
            chosen[name] = rules.choose(one, said[-1])
    return chosen


def list_open(form: Form, page_key: str, localities: Localities) -> list[FieldProblem]:
    """Return what a person must still say of the addresses of a page, to go on or to leave them so."""
    return [
        rules.problem(name, one)
        for name, one in localities.items()
        if one.is_open and form.page_of[name] == page_key
    ]


def _lines(form: Form, answers: Answers) -> dict[str, Lines]:
    addresses = [field for field in form.fields.values() if field.kind is FieldKind.ADDRESS]
    if not addresses:
        return {}
    asked = kept(form, answers)
    lines = {field.id: rules.lines_of(field, asked.get(field.id)) for field in addresses}
    return {name: one for name, one in lines.items() if one is not None}


def _written(lines: Lines) -> Written:
    if lines.is_listed:
        return Written(text=lines.commune, before=lines.before, province=lines.province)
    return Written(text=f"{lines.commune}, {lines.province}", before=lines.before)


def _locality(lines: Lines, understood: Understood) -> Locality:
    among = [
        Commune(
            code=one.commune.code,
            path=one.commune.path,
            province_code=one.commune.province_code,
            was=one.was,
        )
        for one in understood.readings
    ] or [
        Commune(code=one.code, path=one.path, province_code=one.province_code)
        for one in understood.suggestions
    ]
    return rules.settle(
        Locality(
            of=lines.key,
            among=tuple(among),
            is_found=bool(understood.readings),
            is_told=understood.is_told,
        )
    )

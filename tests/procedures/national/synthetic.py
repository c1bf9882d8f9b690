"""Synthetic procedures: verbs × objects × qualifiers as ministries name them, the same at every run.

None of them is real; their codes begin with 9, which no real code does, and their summary says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Name:
    """What a procedure is called, and where it belongs."""

    code: str
    name: str
    field: str
    agency: str = ""


def names(amount: int, *, besides: set[str]) -> list[Name]:
    """Return so many, the neighbours of everyday matters first; never a name of a real one."""
    made: list[Name] = []
    taken = {name.casefold() for name in besides}
    numbers = count(1)
    for field, name in _all():
        if name.casefold() not in taken:
            taken.add(name.casefold())
            made.append(Name(code=f"9.{next(numbers):06}", name=name, field=field))
        if len(made) == amount:
            return made
    message = f"only {len(made)} of {amount} names"
    raise ValueError(message)


def _all() -> Iterator[tuple[str, str]]:
    plain: dict[str, Any] = yaml.load(
        (HERE / "synthetic.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    for field, neighbours in plain["neighbours"].items():
        yield from ((field, name) for name in neighbours)
    deeds = [
        (field, f"{verb} {thing}")
        for field, kinds in plain["fields"].items()
        for kind, things in kinds.items()
        for thing, verb in product(things, plain["verbs"][kind])
    ]
    for qualifier, (field, deed) in product(plain["qualifiers"], deeds):
        yield field, f"{deed} {qualifier}".strip()

"""The life of a dossier as a page: a diagram and tables, drawn from the tables that the product obeys."""

from collections.abc import Iterator
from typing import Final

from markdown_words import both, table
from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, State

INTRODUCTION: Final = """\
What the law allows to happen to a dossier, drawn from `rules.MOVES` in
`src/motcua/domain/dossiers/rules/life.py`. Nothing else moves a dossier: an act that has no arrow here is refused
with `dossiers.act-refused`. Articles are of Decree 61/2018/NĐ-CP unless another source is named.

The national state code (1 to 10) is a function of the state, never stored and never set.
"""


def draw() -> str:
    """Return the page."""
    return "\n".join(
        [
            "# Trạng thái của hồ sơ · States of a dossier",
            "",
            INTRODUCTION,
            *_diagram(),
            "",
            "## States",
            "",
            *table(
                ("State", "Trạng thái", "In English", "National code", "Ends the dossier"),
                _states(),
            ),
            "",
            "## Acts that move the state",
            "",
            *table(("Act", "Việc", "In English", "From", "To", "Article", "Reason"), _moves()),
            "",
            "## Acts that only leave a note",
            "",
            "They tell what happened in the same log, under the same chain, and leave the state as it is.",
            "",
            *table(("Act", "Việc", "In English", "Article"), _notes()),
            "",
            "## Limits that are not the procedure's own",
            "",
            "Dated rows: the one in force on the day counts. What the law's text does not say is marked.",
            "",
            *table(("Limit", "From", "Amount", "Source", "Verified"), _limits()),
            "",
            "## How a dossier's number is written",
            "",
            "A number once issued never changes, and every layout ever used is found.",
            "",
            *table(("From", "Layout", "Largest counter", "Source", "Verified"), _layouts()),
            "",
        ]
    )


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in State:
        yield f"    {state.name} : {rules.national_code(state)} · {both(state.label)[0]}"
    for act, move in rules.MOVES.items():
        words = f"{both(act.label)[0]} ({move.article})"
        if not move.sources:
            yield f"    [*] --> {move.target.name} : {words}"
        for source in _in_order(move.sources):
            yield f"    {source.name} --> {move.target.name} : {words}"
    for state in _in_order(rules.FINAL_STATES):
        yield f"    {state.name} --> [*]"
    yield "```"


def _in_order(states: frozenset[State]) -> list[State]:
    return [state for state in State if state in states]


def _states() -> Iterator[tuple[str, ...]]:
    for state in State:
        ends = "yes" if state in rules.FINAL_STATES else ""
        yield f"`{state.value}`", *both(state.label), str(rules.national_code(state)), ends


def _moves() -> Iterator[tuple[str, ...]]:
    for act, move in rules.MOVES.items():
        sources = ", ".join(f"`{state.value}`" for state in _in_order(move.sources)) or "(begins)"
        reason = "needed" if move.needs_reason else ""
        yield (
            f"`{act.value}`", *both(act.label), sources, f"`{move.target.value}`", _cite(act), reason,
        )  # fmt: skip


def _cite(act: Act) -> str:
    """Return the article of the act, and the one for what came on paper where it is another."""
    online, paper = (rules.article_of(act, is_on_paper=is_paper) for is_paper in (False, True))
    return online if paper == online else f"{online}; on paper {paper}"


def _notes() -> Iterator[tuple[str, ...]]:
    for act in Act:
        if act in rules.NOTES:
            yield f"`{act.value}`", *both(act.label), rules.NOTES[act]


def _limits() -> Iterator[tuple[str, ...]]:
    named = (
        ("The desk answers an online lodging", rules.INTAKE_LIMITS),
        ("A supplement may be asked for after assessment", rules.ASSESSMENT_SUPPLEMENT_LIMITS),
    )
    for name, limits in named:
        for limit in limits:
            amount = f"{limit.amount} {both(limit.unit.label)[1].lower()}"
            yield (
                name,
                limit.valid_from.isoformat(),
                amount,
                limit.source,
                _verified(limit.is_verified),
            )


def _layouts() -> Iterator[tuple[str, ...]]:
    for layout in rules.NUMBER_LAYOUTS:
        yield (
            layout.valid_from.isoformat(),
            f"`{layout.template}`",
            f"{layout.largest:,}",
            layout.source,
            _verified(layout.is_verified),
        )


def _verified(is_verified: bool) -> str:  # noqa: FBT001 - one word for a flag
    return "yes" if is_verified else "**to be verified**"

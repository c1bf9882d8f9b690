"""Reorganisations: plans, their logs, who took over from whom, and the proof of it all."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from motcua.foundation.kernel import chain
from motcua.foundation.kernel.errors import FieldProblem
from motcua.foundation.organisations.enums import (
    AgencyLevel,
    ReorganisationAct,
    ReorganisationState,
)
from motcua.foundation.organisations.errors import ReorganisationNotFound
from motcua.foundation.organisations.models import (
    Agency,
    AgencySuccession,
    ArchiveKeeping,
    Reorganisation,
    ReorganisationEvent,
)
from motcua.foundation.organisations.rules import reorganisations as rules
from motcua.foundation.organisations.rules.reorganisations import Passing, Plan, Standing


def get_reorganisation(
    reorganisation_id: int, *, root_code: str, is_locked: bool = False
) -> Reorganisation:
    """Return a reorganisation of this root; locked until the transaction ends if asked for. One query.

    :raises ReorganisationNotFound: if the root has no such one
    """
    rows = Reorganisation.objects.filter(pk=reorganisation_id, root_code=root_code)
    if is_locked:
        rows = rows.select_for_update(of=("self",))
    found = rows.first()
    if found is None:
        raise ReorganisationNotFound
    return found


def list_reorganisations(root_code: str) -> list[Reorganisation]:
    """Return the reorganisations of a root, the latest day first. One query."""
    return list(Reorganisation.objects.filter(root_code=root_code).order_by("-on", "-pk"))


def list_entries(reorganisation_id: int) -> list[ReorganisationEvent]:
    """Return what was done with a reorganisation, the first act first. One query."""
    rows = ReorganisationEvent.objects.filter(reorganisation_id=reorganisation_id)
    return list(rows.order_by("seq"))


def list_writers(reorganisation_id: int) -> frozenset[int]:
    """Return the keys of the persons who wrote in the plan. One query."""
    rows = ReorganisationEvent.objects.filter(
        reorganisation_id=reorganisation_id, act__in=sorted(rules.WRITING)
    )
    return frozenset(rows.values_list("person_id", flat=True))


def plan_of(reorganisation: Reorganisation) -> Plan:
    """Return the plan, decoded."""
    return rules.to_plan(reorganisation.plan)


def problems_in(reorganisation: Reorganisation) -> list[FieldProblem]:
    """Return what keeps the plan from being applied to the agencies as they are. One query."""
    current = Agency.objects.filter(valid_to=None).values_list("code", "level", "valid_from")
    standing = {
        code: Standing(level=AgencyLevel(level), valid_from=since) for code, level, since in current
    }
    return rules.problems_of(
        plan_of(reorganisation),
        standing=standing,
        on=reorganisation.on,
        root=reorganisation.root_code,
    )


@dataclass(frozen=True, kw_only=True)
class Successors:
    """An agency that ended, and who took over from it."""

    ended: Agency
    passings: tuple[Passing, ...]
    agencies: tuple[Agency, ...]
    reorganisation_id: int
    basis: str
    article: str

    def whither(self, procedure_code: str) -> tuple[Agency, ...]:
        """Return who took this procedure over; several if a person has to decide."""
        wanted = rules.whither(self.passings, procedure_code)
        return tuple(agency for agency in self.agencies if str(agency.pk) in wanted)


def list_successors(ended_id: int) -> Successors | None:
    """Return who took over from an agency; None if nobody did. One query."""
    found = _successors(AgencySuccession.objects.filter(predecessor_id=ended_id))
    return found[0] if found else None


def list_heirs(ended: Agency, procedure_code: str) -> tuple[Agency, ...]:
    """Return the living agencies that do what this one did of a procedure, however many reorganisations ago.

    None for a living agency: it does so itself. One query for each agency that ended on the way.
    """
    taken = list_successors(ended.pk)
    if taken is None:
        return ()
    heirs = [
        heir
        for agency in taken.whither(procedure_code)
        for heir in (list_heirs(agency, procedure_code) if agency.valid_to else (agency,))
    ]
    return tuple({heir.pk: heir for heir in heirs}.values())


def list_ended_before(successor_id: int) -> list[int]:
    """Return the ended agencies from which this one took something over, at first or second hand. One query.

    Each took over from those before it, so the walk goes back through all of them.
    """
    rows = AgencySuccession.objects.order_by("pk").values_list("predecessor_id", "successor_id")
    found, wanted = set[int](), {successor_id}
    pairs = list(rows)
    while wanted:
        wanted = {before for before, after in pairs if after in wanted} - found
        found |= wanted
    return sorted(found)


def list_ended_with_successors(root_code: str) -> list[Successors]:
    """Return the agencies of a root from which others took over, by code. One query."""
    return _successors(
        AgencySuccession.objects.filter(reorganisation__root_code=root_code).order_by(
            "predecessor__code", "pk"
        )
    )


def _successors(rows: QuerySet[AgencySuccession]) -> list[Successors]:
    by_ended: dict[int, list[AgencySuccession]] = {}
    for row in rows.select_related("predecessor", "successor", "reorganisation"):
        by_ended.setdefault(row.predecessor_id, []).append(row)
    return [
        Successors(
            ended=several[0].predecessor,
            # Keys instead of codes: a code may have had several owners.
            passings=tuple(
                Passing(
                    predecessor=str(one.predecessor_id),
                    successor=str(one.successor_id),
                    procedures=tuple(one.procedure_codes),
                    keeps_archive=one.keeps_archive,
                )
                for one in several
            ),
            agencies=tuple({one.successor_id: one.successor for one in several}.values()),
            reorganisation_id=several[0].reorganisation_id,
            basis=several[0].reorganisation.basis,
            article=several[0].reorganisation.article,
        )
        for several in by_ended.values()
    ]


def list_archives(keeper_id: int) -> list[int]:
    """Return the ended agencies whose closed dossiers this agency keeps. One query."""
    rows = ArchiveKeeping.objects.filter(keeper_id=keeper_id).order_by("ended_id")
    return list(rows.values_list("ended_id", flat=True))


def is_archive_of(*, keeper_id: int, ended: OuterRef) -> Exists:
    """Return the condition that the agency keeps what the outer row's agency closed before it ended."""
    return Exists(ArchiveKeeping.objects.filter(keeper_id=keeper_id, ended_id=ended))


# --- The proof ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class BrokenReorganisation:
    """A place where a reorganisation's log, or what it did, does not hold."""

    reorganisation_id: int
    seq: int
    why: str


def verify_reorganisations() -> Iterator[BrokenReorganisation]:
    """Recompute the chain of every log, and compare who succeeded whom with the plans applied."""
    yield from _broken_chains()
    heads = {
        (event.reorganisation_id, event.seq): event
        for event in ReorganisationEvent.objects.filter(seq=F("reorganisation__last_seq"))
    }
    for one in Reorganisation.objects.order_by("pk"):
        head = heads.get((one.pk, one.last_seq))
        if head is None or bytes(head.hash) != bytes(one.last_hash) or head.target != one.state:
            yield _broken(one, "the log does not end where the reorganisation says")
        elif one.state == ReorganisationState.APPLIED:
            yield from _false_effects(one)


def read_reorganisation_hashes() -> dict[tuple[str, int], bytes]:
    """Return the hash of every entry of every reorganisation, by its key and number. One query."""
    rows = ReorganisationEvent.objects.values_list("reorganisation_id", "seq", "hash")
    return {(str(key), seq): bytes(entry_hash) for key, seq, entry_hash in rows}


def _broken_chains() -> Iterator[BrokenReorganisation]:
    previous, current, seq = chain.GENESIS, 0, 0
    for event in ReorganisationEvent.objects.order_by("reorganisation_id", "seq").iterator():
        if event.reorganisation_id != current:
            previous, current, seq = chain.GENESIS, event.reorganisation_id, 0
        seq += 1
        expected = rules.hash_entry(previous, event.to_entry())
        if (
            event.seq != seq
            or bytes(event.previous_hash) != previous
            or bytes(event.hash) != expected
        ):
            yield BrokenReorganisation(
                reorganisation_id=event.reorganisation_id,
                seq=event.seq,
                why="the content does not match its hash",
            )
        previous = bytes(event.hash)


def _false_effects(one: Reorganisation) -> Iterator[BrokenReorganisation]:
    """Compare the successions, and the day on which the predecessors ended, with the plan in the log."""
    applied = ReorganisationEvent.objects.filter(
        reorganisation=one, act=ReorganisationAct.APPLY
    ).get()
    plan = rules.to_plan(applied.payload["plan"])
    planned = {
        (passing.predecessor, passing.successor, passing.procedures, passing.keeps_archive)
        for passing in plan.passings
    }
    rows = AgencySuccession.objects.filter(reorganisation=one).select_related(
        "predecessor", "successor"
    )
    held = {
        (row.predecessor.code, row.successor.code, tuple(row.procedure_codes), row.keeps_archive)
        for row in rows
    }
    if held != planned:
        yield _broken(one, "who succeeded whom is not what the plan says")
    if any(row.predecessor.valid_to != one.on for row in rows):
        yield _broken(one, "an agency did not end on the day of the plan")


def _broken(one: Reorganisation, why: str) -> BrokenReorganisation:
    return BrokenReorganisation(reorganisation_id=one.pk, seq=one.last_seq, why=why)

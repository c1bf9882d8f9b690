"""Reorganising the demo province's communes, in a line or two."""

from datetime import timedelta

from tests.casework import people
from tests.casework.province import MONDAY, find_cast

from motcua.composition.casework import reorganisation
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations.actions import AgencyRow, Heading
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel
from motcua.foundation.organisations.queries import Passing, Plan

DAY = (MONDAY + timedelta(days=1)).date()
TUESDAY = MONDAY + timedelta(days=1)
HEADING = Heading(
    title="Sắp xếp xã", on=DAY, basis="Nghị quyết 99/NQ-HĐND (tưởng tượng)", article="Điều 2"
)
LAM, CO, THUONG = "H99.101", "H99.102", "H99.103"
NEW, OTHER = "H99.201", "H99.202"


def second_controller():
    """Return the one who did not write the plan."""
    return find_cast().officers["truongphong.kiemsoat"]


def commune(code=NEW, *, name="xã Lam Cổ", on=DAY, **changes):
    told = {
        "code": code, "name": f"Ủy ban nhân dân {name}", "short_name": f"UBND {name}",
        "level": AgencyLevel.COMMUNE, "kind": AgencyKind.PEOPLES_COMMITTEE, "parent": "H99",
        "commune_code": f"99{code[-3:]}", "province_code": "99", "valid_from": on,
    }  # fmt: skip
    return AgencyRow(**(told | changes))


def passing(predecessor, successor, **more):
    return Passing(predecessor=predecessor, successor=successor, **more)


def merger():
    """Two communes become a new one."""
    return Plan(begins=(commune(),), passings=(passing(LAM, NEW), passing(CO, NEW)))


def division(of=LAM):
    """One commune is divided between two new ones; the first keeps the archive."""
    return Plan(
        begins=(commune(), commune(OTHER, name="xã Lam Hạ")),
        passings=(passing(of, NEW), passing(of, OTHER, keeps_archive=False)),
    )


def rename(on=DAY):
    """A commune goes on under its code and another name."""
    return Plan(
        begins=(commune(LAM, name="phường Sông Lam", on=on),), passings=(passing(LAM, LAM),)
    )


def prepare(province, plan, *, heading=HEADING, at=MONDAY):
    """Write the plan and hand it to the second person."""
    hand = reorganisation.hand_of(province.controller)
    one = organisations.begin_reorganisation(heading=heading, by=hand, at=at)
    organisations.save_plan(reorganisation_id=one.pk, plan=plan, seen_revision=1, by=hand, at=at)
    return organisations.send_plan(reorganisation_id=one.pk, by=hand, at=at)


def reorganise(province, plan, *, heading=HEADING, at=TUESDAY, settles=True):
    """Write the plan, and let the second person apply it on its day; let the worker's part happen."""
    one = prepare(province, plan, heading=heading)
    done = reorganisation.apply(reorganisation_id=one.pk, by=second_controller(), at=at)
    if settles:
        people.settle()
    return done


def officer_now(officer, *, at=TUESDAY):
    """Return the same person as the one acts on the day."""
    from motcua.foundation.identity import queries as identity
    from motcua.foundation.identity.models import Account
    from motcua.foundation.kernel import clock

    account = Account.objects.get(person_id=officer.person_id, kind="officer")
    with clock.fixed_at(at):
        return identity.actor_of(identity.find_account(account.pk, on=at.date()))

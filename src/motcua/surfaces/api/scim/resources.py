"""What an officer is in SCIM, and how what a system sends becomes a line of a file of officers."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import msgspec

from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.queries import Provisioned

USER: Final = "urn:ietf:params:scim:schemas:core:2.0:User"
OFFICER: Final = "urn:motcua:params:scim:schemas:extension:officer:2.0:User"
LIST: Final = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH: Final = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR: Final = "urn:ietf:params:scim:api:messages:2.0:Error"
CONFIG: Final = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
RESOURCE_TYPE: Final = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
SCHEMA: Final = "urn:ietf:params:scim:schemas:core:2.0:Schema"
MOST: Final = 100
"""Officers on a page."""

Json = dict[str, Any]


class Malformed(Exception):
    """What was sent is not what SCIM asks for; ``kind`` is the ``scimType`` of RFC 7644, table 9."""

    def __init__(self, kind: str, detail: str) -> None:
        self.kind, self.detail = kind, detail
        super().__init__(kind)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An officer as a system wants it; None where it said nothing."""

    user_name: str | None = None
    name: str | None = None
    is_active: bool | None = None
    title: str | None = None
    roles: frozenset[str] | None = None
    pin: str | None = None
    unit: str | None = None
    valid_from: str | None = None
    last_day: str | None = None
    decision: str | None = None


def user(found: Provisioned, base: str) -> Json:
    """Return the resource of an officer."""
    last_day = found.valid_to and found.valid_to - timedelta(days=1)
    said: Json = {
        "schemas": [USER, OFFICER],
        "id": str(found.id),
        "userName": found.login,
        "name": {"formatted": found.full_name},
        "displayName": found.full_name,
        "title": found.title,
        "active": found.is_active,
        "roles": [{"value": str(role)} for role in sorted(found.roles)],
        OFFICER: {"unit": found.unit, "validFrom": found.valid_from.isoformat()}
        | ({"lastDay": last_day.isoformat()} if last_day else {}),
    }
    meta = {
        "resourceType": "User",
        "created": found.created_at.isoformat(),
        "location": f"{base}Users/{found.id}",
        "version": f'W/"{hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:16]}"',
    }
    return said | {"meta": meta}


def read_user(sent: Json) -> Wanted:
    """Return what a whole resource asks for; what is not kept here is passed over.

    Raises:
        Malformed: if some value is of another kind than its schema says
    """
    core = _by_lower_name(sent)
    more = _object(core.get(OFFICER.lower(), {}), OFFICER)
    more = _by_lower_name(more)
    names = _by_lower_name(_object(core.get("name", {}), "name"))
    parts = " ".join(filter(None, (_text(names, "familyname"), _text(names, "givenname"))))
    return Wanted(
        user_name=_text(core, "username"),
        name=_text(core, "displayname") or _text(names, "formatted") or parts or None,
        is_active=_truth(core.get("active")),
        title=_text(core, "title"),
        roles=_roles(core.get("roles")),
        pin=_text(more, "pin"),
        unit=_text(more, "unit"),
        valid_from=_text(more, "validfrom"),
        last_day=_text(more, "lastday"),
        decision=_text(more, "decision"),
    )


def read_patch(sent: Json) -> Wanted:
    """Return what the operations of a PATCH ask for, the later before the earlier (RFC 7644, section 3.5.2).

    Raises:
        Malformed: if it is no PatchOp, names what is not here, or takes away what an officer must have
    """
    core = _by_lower_name(sent)
    operations = core.get("operations")
    if (
        PATCH not in (core.get("schemas") or ())
        or not isinstance(operations, list)
        or not operations
    ):
        raise Malformed("invalidSyntax", "PatchOp with Operations is expected.")
    asked: Json = {}
    for one in operations:
        operation = _by_lower_name(_object(one, "Operations"))
        _apply(operation, asked)
    return read_user(asked)


def line(
    wanted: Wanted, found: Provisioned | None, *, today: date, system: str
) -> Mapping[str, str]:
    """Return the line of a file that says what is wanted of an officer, known or new.

    What a system sends back as it read it is no wish: a day that is the post's already is left out.
    """
    cells = {
        "tai_khoan": wanted.user_name or "",
        "ho_ten": wanted.name or "",
        "so_dinh_danh": wanted.pin or "",
        "don_vi": wanted.unit or "",
        "chuc_danh": wanted.title or "",
        "vai_tro": "|".join(sorted(wanted.roles or ())),
        "tu_ngay": wanted.valid_from or today.isoformat(),
        "den_het_ngay": wanted.last_day or "",
        "so_quyet_dinh": wanted.decision or system,
    }
    if found is None:
        return cells
    held = user(found, "")
    more = held[OFFICER]
    after = max(today, found.valid_from + timedelta(days=1)).isoformat()
    return cells | {
        "tai_khoan": found.login,
        "don_vi": wanted.unit or found.unit,
        "chuc_danh": wanted.title or found.title,
        "vai_tro": "|".join(sorted(wanted.roles or found.roles)),
        "tu_ngay": after if wanted.valid_from in {None, more["validFrom"]} else cells["tu_ngay"],
        "den_het_ngay": "" if wanted.last_day == more.get("lastDay") else cells["den_het_ngay"],
    }


_PATHS: Final = {
    "active": "active", "title": "title", "roles": "roles", "username": "userName",
    "displayname": "displayName", "name": "name", "name.formatted": "displayName",
    **{f"{OFFICER}:{name}".lower(): name for name in ("unit", "validFrom", "lastDay", "decision")},
}  # fmt: skip


def _apply(operation: Json, asked: Json) -> None:
    verb, path, value = operation.get("op"), operation.get("path"), operation.get("value")
    if not isinstance(verb, str) or verb.lower() not in {"add", "replace", "remove"}:
        raise Malformed("invalidSyntax", "op is add, replace or remove.")
    if verb.lower() == "remove":
        raise Malformed(
            "mutability", "Nothing of an officer is taken away: replace it, or set active to false."
        )
    if path is None:
        asked |= {_whole_name(name): given for name, given in _object(value, "value").items()}
        return
    name = _PATHS.get(path.lower()) if isinstance(path, str) else None
    if name is None:
        raise Malformed("invalidPath", f"{path} is not kept here.")
    if path.lower().startswith(OFFICER.lower()):
        asked[OFFICER] = asked.get(OFFICER, {}) | {name: value}
    elif verb.lower() == "add" and name == "roles":
        raise Malformed("mutability", "Roles are those of a post: replace all of them.")
    else:
        asked[name] = value


def _whole_name(name: str) -> str:
    return OFFICER if name.lower() == OFFICER.lower() else _PATHS.get(name.lower(), name)


def _by_lower_name(values: Json) -> Json:
    return {name.lower(): value for name, value in values.items()}


def _object(value: object, name: str) -> Json:
    if not isinstance(value, dict):
        raise Malformed("invalidSyntax", f"{name} is an object.")
    return value


def _text(values: Json, name: str) -> str | None:
    value = values.get(name)
    if value is not None and not isinstance(value, str):
        raise Malformed("invalidValue", f"{name} is a text.")
    return value


def _truth(value: object) -> bool | None:
    # Some clients write truth as a text.
    known = {"true": True, "false": False}
    if isinstance(value, str) and value.lower() in known:
        return known[value.lower()]
    if value is None or isinstance(value, bool):
        return value
    raise Malformed("invalidValue", "active is true or false.")


def _roles(value: object) -> frozenset[str] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise Malformed("invalidValue", "roles is a list.")
    named = [one.get("value") if isinstance(one, dict) else one for one in value]
    if not named or not all(isinstance(one, str) and one in Role.values for one in named):
        raise Malformed("invalidValue", f"Each role is one of {', '.join(Role.values)}.")
    return frozenset(map(str, named))

"""`motcua system`: which other systems of the state may call, and what they are owed."""

from __future__ import annotations

import json
from argparse import ArgumentParser, FileType
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from motcua.capabilities.exchange import actions, queries
from motcua.capabilities.exchange.enums import Scope
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.capabilities.exchange.models import Report

Said = list[dict[str, Any]]


class Command(BaseCommand):
    """Register a system, list them, give a new token, end one."""

    help = "Hệ thống khác được kết nối: đăng ký, liệt kê, đổi mã truy cập, ngừng kết nối."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add", help="đăng ký; in mã truy cập một lần duy nhất")
        add.add_argument("code", help="mã, ví dụ cong-dvcqg; không dùng lại được")
        add.add_argument("name", help="tên để người dân và cán bộ đọc")
        add.add_argument("--scope", action="append", choices=Scope.values, required=True)
        add.add_argument("--address", default="", help="địa chỉ https nhận trạng thái trả về")
        add.add_argument("--agency", default="", help="mã cơ quan mà hệ thống ghi cán bộ")
        add.add_argument("--per-minute", type=int, default=actions.CALLS_A_MINUTE)
        listing = verbs.add_parser("list", help="các hệ thống và những gì còn chờ gửi")
        rotate = verbs.add_parser("rotate", help="cấp mã mới; mã trước còn dùng thêm ít ngày")
        rotate.add_argument("code")
        rotate.add_argument("--days", type=int, default=actions.OVERLAP.days)
        key = verbs.add_parser("key", help="thêm khóa công khai; khóa trước còn dùng thêm ít ngày")
        key.add_argument("code")
        key.add_argument(
            "file", type=FileType(encoding="utf-8"), help="tệp JWK, JWKS một khóa hoặc PEM"
        )
        key.add_argument("--days", type=int, default=actions.OVERLAP.days)
        end_key = verbs.add_parser("end-key", help="ngừng tin một khóa ngay")
        end_key.add_argument("code")
        end_key.add_argument("key_id")
        waiting = verbs.add_parser("waiting", help="trạng thái còn chờ gửi hoặc gửi không được")
        resend = verbs.add_parser("resend", help="gửi lại những gì gửi không được")
        resend.add_argument("code")
        end = verbs.add_parser("end", help="ngừng kết nối ngay")
        end.add_argument("code")
        for verb in (add, listing, rotate, key, end_key, waiting, resend, end):
            verb.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, verb: str, as_json: bool, **options: Any) -> None:
        """Do it and say what was done."""
        said = _VERBS[verb](options)
        if as_json:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        for row in said:
            self.stdout.write("  ".join(f"{name}: {value}" for name, value in row.items()))
        if verb in {"add", "rotate"}:
            self.stdout.write(_("Mã truy cập chỉ hiện một lần. Hãy chuyển qua kênh an toàn."))


def _add(options: dict[str, Any]) -> Said:
    agency = options["agency"]
    token = actions.register(
        code=options["code"],
        name=options["name"],
        address=options["address"],
        scopes=[Scope(scope) for scope in options["scope"]],
        calls_a_minute=options["per_minute"],
        agency_id=organisations.get_agency_by_code(agency, on=clock.today()).pk if agency else None,
        at=clock.now(),
    )
    return _tokens(token, options["code"])


def _rotate(options: dict[str, Any]) -> Said:
    token = actions.rotate(code=options["code"], at=clock.now(), overlap=_overlap(options))
    return _tokens(token, options["code"])


def _add_key(options: dict[str, Any]) -> Said:
    with options["file"] as file:
        text = file.read()
    key = actions.add_key(
        code=options["code"], text=text, at=clock.now(), overlap=_overlap(options)
    )
    return [{"key": key.key_id, "algorithm": key.jwk["alg"]}]


def _end_key(options: dict[str, Any]) -> Said:
    actions.end_key(code=options["code"], key_id=options["key_id"], at=clock.now())
    return [{"ended": options["key_id"]}]


def _resend(options: dict[str, Any]) -> Said:
    return [{"resent": actions.resend(system_code=options["code"], at=clock.now())}]


def _end(options: dict[str, Any]) -> Said:
    actions.end(code=options["code"], at=clock.now())
    return [{"ended": options["code"]}]


def _overlap(options: dict[str, Any]) -> timedelta:
    return timedelta(days=max(0, options["days"]))


def _tokens(token: str, code: str) -> Said:
    return [{"token": token, "signing_secret": queries.signing_secret(code).hex()}]


def _report(report: Report) -> dict[str, Any]:
    return {
        "system": report.system.code,
        "dossier": report.subject_key,
        "sequence": report.seq,
        "state": report.state,
        "attempts": report.attempts,
        "since": report.wanted_at.isoformat(),
        "error": report.last_error,
    }


def _row(listed: queries.Listed) -> dict[str, Any]:
    system = listed.system
    return {
        "code": system.code,
        "name": system.name,
        "scopes": ",".join(system.scopes),
        "address": system.address,
        "tokens": listed.valid_tokens,
        "keys": listed.valid_keys,
        "waiting": listed.waiting,
        "failed": listed.failed,
        "ended": system.ended_at.isoformat() if system.ended_at else "",
    }


_VERBS: Final[Mapping[str, Callable[[dict[str, Any]], Said]]] = {
    "add": _add,
    "list": lambda _options: [_row(listed) for listed in queries.list_systems(at=clock.now())],
    "rotate": _rotate,
    "key": _add_key,
    "end-key": _end_key,
    "waiting": lambda _options: [_report(report) for report in queries.list_undelivered()],
    "resend": _resend,
    "end": _end,
}

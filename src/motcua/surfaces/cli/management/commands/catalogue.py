"""`motcua catalogue`: take procedures in, write them out, name the competent agencies.

Procedures travel as a folder of YAML files, as one JSON document, or as a workbook.
"""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.errors import CatalogueRefused
from motcua.foundation.kernel import clock

REFUSED = 1
Answer = TypeVar("Answer")


class Command(BaseCommand):
    """Import or export the catalogue of procedures."""

    help = "Nhập, xuất danh mục thủ tục; giao thủ tục cho cơ quan có thẩm quyền."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verb and its folder."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        taking_in = verbs.add_parser(
            "import", help="nhập thư mục, tệp .json hoặc .xlsx; không ghi gì nếu có chỗ sai"
        )
        taking_in.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=actions.PACKAGED,
            help="bỏ trống: danh mục đi kèm phần mềm",
        )
        taking_in.add_argument(
            "--dry-run", action="store_true", help="chỉ kể những gì sẽ thay đổi, không ghi"
        )
        writing_out = verbs.add_parser("export", help="xuất các thủ tục đang có hiệu lực")
        writing_out.add_argument("folder", type=Path, help="thư mục, tệp .json hoặc .xlsx")
        providing = verbs.add_parser("provide", help="giao cho mọi cơ quan luật định từ hôm nay")
        indexing = verbs.add_parser("reindex", help="lập lại chỉ mục tìm kiếm")
        explaining = verbs.add_parser("explain-search", help="giải thích thứ tự kết quả tìm kiếm")
        explaining.add_argument("text")
        for verb in (taking_in, writing_out, providing, indexing, explaining):
            verb.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, verb: str, as_json: bool, **options: Any) -> None:
        """Do it and say what was done."""
        match verb:
            case "import" if options["dry_run"]:
                said = self._plan(options["folder"], as_json=as_json)
            case "import":
                said = self._import(options["folder"], as_json=as_json)
            case "export":
                said = _export(options["folder"])
            case "provide":
                provisions = actions.provide_to_competent_agencies(on=clock.today())
                said = [_("Giao mới: {count}").format(count=len(provisions))]
            case "explain-search":
                found = queries.explain(options["text"], on=clock.today(), size=10)
                said = [line for scored in found for line in _explained(options["text"], scored)]
            case _:
                count = actions.rebuild_search()
                said = [_("Đã lập chỉ mục: {count}").format(count=count)]
        self.stdout.write(json.dumps(said, ensure_ascii=False) if as_json else "\n".join(said))

    def _import(self, folder: Path, *, as_json: bool) -> list[Any]:
        take_in = actions.import_file if actions.is_file(folder) else actions.import_catalogue
        imported = self._or_refuse(lambda: take_in(folder, at=clock.now()), as_json=as_json)
        if as_json:
            return [msgspec.to_builtins(one) for one in imported]
        return [
            _("{code} v{number} {outcome}: {name} ({to_verify} điểm cần kiểm tra lại)").format(
                code=one.code,
                number=one.number,
                outcome=one.outcome.label,
                name=one.name,
                to_verify=one.to_verify,
            )
            for one in imported
        ]

    def _plan(self, folder: Path, *, as_json: bool) -> list[Any]:
        plan = actions.plan_file if actions.is_file(folder) else actions.plan_catalogue
        planned = self._or_refuse(lambda: plan(folder), as_json=as_json)
        if as_json:
            return [msgspec.to_builtins(one) for one in planned]
        return [line for one in planned for line in _lines(one)]

    def _or_refuse(self, act: Callable[[], Answer], *, as_json: bool) -> Answer:
        try:
            return act()
        except CatalogueRefused as refusal:
            if as_json:
                self.stdout.write(msgspec.json.encode(refusal.problems).decode())
            else:
                self.stdout.write("\n".join(str(problem) for problem in refusal.problems))
            raise CommandError(refusal.text, returncode=REFUSED) from refusal


def _export(folder: Path) -> list[Any]:
    if actions.is_file(folder):
        count = actions.export_file(folder, on=clock.today())
        return [_("{file}: {count} thủ tục").format(file=folder, count=count)]
    return [str(file) for file in actions.export_catalogue(folder, on=clock.today())]


def _lines(planned: actions.Planned) -> Iterator[str]:
    if planned.is_new:
        yield _("{code} thêm mới: {name}").format(code=planned.code, name=planned.name)
    elif not planned.parts:
        yield _("{code} không thay đổi").format(code=planned.code)
    for part in planned.parts:
        for change in part.changes:
            yield _("{code} {part}, {where}: “{before}” thành “{after}”").format(
                code=planned.code,
                part=part.part.label,
                where=" › ".join(change.where),
                before=change.before,
                after=change.after,
            )


def _explained(text: str, scored: queries.Scored) -> list[str]:
    """Return an answer's place in the order as a sum, and under it what was found of what was asked."""
    version = queries.get_version(scored.entry.version_id)
    return [
        _(
            "{relevance:.2f} = phần tìm thấy {share:.2f} + đứng liền nhau {together:.2f}"
            " + trùng tên {in_full:.2f} + cách gọi {near:.2f} + hay dùng {prior:.2f} + hay mở {use:.2f}"
            " - tên dài {length:.2f}  {code} {name}"
        ).format(
            relevance=scored.relevance,
            share=scored.share,
            together=scored.together,
            in_full=scored.in_full,
            near=scored.near,
            prior=scored.prior,
            use=scored.use,
            length=scored.length,
            code=version.code,
            name=version.name,
        ),
        *_learnt(text, scored),
        *(
            _("    “{phrase}”: giá trị {worth:.2f} × mức khớp {strength:.2f}").format(
                phrase=" / ".join(" ".join(phrase) for phrase in reason.wanted.phrases),
                worth=reason.worth,
                strength=reason.strength,
            )
            for reason in scored.reasons
        ),
    ]


def _learnt(text: str, scored: queries.Scored) -> list[str]:
    """Return what people call it that comes nearest, and how often they open it after this query."""
    said = []
    if scored.saying:
        said.append(_("    gần với cách gọi “{saying}”").format(saying=scored.saying))
    if scored.use:
        said.append(
            _("    người tìm “{text}” thường mở thủ tục này ({count} ngày khác nhau)").format(
                text=text, count=scored.opened_days
            )
        )
    return said

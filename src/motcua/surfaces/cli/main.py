"""Entry of the `motcua` command: plain verbs, and exit statuses that scripts can trust.

0 is fine, 1 refused or found wrong, 2 wrong usage.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

FINE: Final = 0
REFUSED: Final = 1
WRONG_USAGE: Final = 2
STATUSES: Final = (
    "0: tốt · fine; 1: từ chối hoặc thấy sai · refused or found wrong; 2: dùng sai · wrong usage"
)


@dataclass(frozen=True, kw_only=True)
class Verb:
    """What the command can do, in a line, in both languages."""

    name: str
    vietnamese: str
    english: str


VERBS: Final = (
    Verb(
        name="up",
        vietnamese="Chạy toàn bộ hệ thống trên máy này",
        english="Run the whole product on this machine",
    ),
    Verb(
        name="status",
        vietnamese="Xem hệ thống có chạy tốt không",
        english="Say whether everything runs well",
    ),
    Verb(
        name="worker",
        vietnamese="Giao sự kiện và chạy việc nền",
        english="Deliver announcements and run jobs",
    ),
    Verb(
        name="migrate",
        vietnamese="Cập nhật bảng dữ liệu và quyền",
        english="Bring tables and rights up to date",
    ),
    Verb(
        name="catalogue",
        vietnamese="Nhập, xuất danh mục thủ tục",
        english="Take the catalogue of procedures in, write it out",
    ),
    Verb(
        name="backup",
        vietnamese="Sao lưu dữ liệu, tệp và khóa vào một tệp",
        english="Save data, files and keys in one file",
    ),
    Verb(
        name="restore",
        vietnamese="Khôi phục từ tệp sao lưu",
        english="Restore from such a file",
    ),
    Verb(
        name="scans",
        vietnamese="Nhận bản quét từ một thư mục vào khay của quầy",
        english="Take scans from a folder into a desk's tray",
    ),
    Verb(
        name="deadline",
        vietnamese="Tính hạn và giải thích cách tính",
        english="Say when something is due, and why",
    ),
    Verb(
        name="forecast",
        vietnamese="Tính lại dự báo, đối chiếu với hồ sơ đã qua",
        english="Reckon the forecasts, and say how true past ones were",
    ),
    Verb(
        name="log",
        vietnamese="Xuất nhật ký quy trình (OCEL 2.0, XES); nhập nhật ký nơi khác để so (CSV, XES)",
        english="Write the process log (OCEL 2.0, XES); read another system's to compare (CSV, XES)",
    ),
    Verb(
        name="audit",
        vietnamese="Kiểm chứng rằng nhật ký hồ sơ còn nguyên vẹn",
        english="Prove that no log entry was altered",
    ),
    Verb(
        name="impact",
        vietnamese="Xuất hồ sơ đánh giá tác động xử lý dữ liệu cá nhân (JSON, CSV)",
        english="Write the record of the impact of processing personal data (JSON, CSV)",
    ),
    Verb(
        name="system",
        vietnamese="Kết nối với hệ thống khác: đăng ký, mã truy cập",
        english="Other systems: register, give tokens, end",
    ),
    Verb(
        name="practice",
        vietnamese="Chuẩn bị, làm lại bản tập trên hồ sơ giả định",
        english="Make the site for practising, or begin it anew",
    ),
    Verb(
        name="demo",
        vietnamese="Nạp tỉnh mẫu, cho mã xác thực của cán bộ mẫu",
        english="Load the demo province, tell a demo officer's code",
    ),
)


def main() -> None:
    """Run a verb; alone, list the verbs."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the verb with its arguments and return the exit status."""
    match list(arguments):
        case []:
            print(usage())
            return FINE
        case ["-h" | "--help" | "help"]:
            print(usage())
            return FINE
        case ["up", *rest]:
            # Before the first start there is no database to configure Django with.
            from motcua.surfaces.cli.local import up

            return up.main(rest)
        case ["restore", *rest]:
            # Before Django too: the keys it is configured with are in the backup.
            from motcua.surfaces.cli.backup import restoring

            return restoring.main(rest)
        case _:
            return _run_command(arguments)


def usage() -> str:
    """Return the list of verbs."""
    width = max(len(verb.name) for verb in VERBS)
    lines = [f"  {verb.name:<{width}}  {verb.vietnamese} · {verb.english}" for verb in VERBS]
    return "\n".join(["motcua <lệnh · verb> [--help]", "", *lines, "", STATUSES])


def _run_command(arguments: Sequence[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import ManagementUtility, get_commands
    from django.core.management.base import CommandError

    from motcua.foundation.kernel import reach
    from motcua.foundation.kernel.errors import Refusal

    try:
        # Now: later Django would answer a missing setting with "unknown command".
        django.setup()
        reach.open_process()
        if arguments[0] not in get_commands():
            print(
                f"motcua: không có lệnh “{arguments[0]}” · no such verb\n\n{usage()}",
                file=sys.stderr,
            )
            return WRONG_USAGE
        ManagementUtility(["motcua", *arguments]).execute()
    except Refusal as refusal:
        print(refusal.text, file=sys.stderr)
        return REFUSED
    except (CommandError, ImproperlyConfigured) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except SystemExit as end:
        return _status_of(end)
    return FINE


def _status_of(end: SystemExit) -> int:
    match end.code:
        case None:
            return FINE
        case int() as status:
            return status
        case words:
            print(words, file=sys.stderr)
            return REFUSED


if __name__ == "__main__":
    main()

"""The record of the impact of processing personal data, drawn from what the product does (Article 24 of Decree 13/2023).

Nothing is typed for it but what only people know; what procedures ask, of whom and for what, stands in their records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.capabilities.exchange import queries as exchange
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import purposes
from motcua.domain.privacy import queries as privacy
from motcua.domain.privacy.errors import ImpactNotFound
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.foundation.kernel import clock, sheets
from motcua.foundation.kernel.personal_data import ARTICLES, DataKind, is_sensitive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from motcua.domain.privacy.queries import Stated
    from motcua.domain.procedures.queries import Version
    from motcua.foundation.identity.actors import Officer

FORMAT: Final = "motcua-impact/1"
COLUMNS: Final = (
    "code", "name", "kinds", "sensitive_kinds", "questions", "papers", "purpose", "ground",
    "receivers", "consequences", "reduction",
)  # fmt: skip
"""The names do not change: others' programs read them."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question of a form, with what its answer tells of somebody and why it is asked."""

    label: str
    kinds: tuple[DataKind, ...]
    purpose: str
    """Where it says more than the procedure does."""


@dataclass(frozen=True, kw_only=True)
class Processing:
    """What one procedure does with personal data."""

    code: str
    name: str
    purpose: tuple[str, ...]
    """The documents of its record."""
    questions: tuple[Question, ...]
    papers: tuple[str, ...]
    receivers: tuple[str, ...]
    """Kinds of agencies that execute it, decide or take part."""
    stated: tuple[Stated, ...]

    @property
    def kinds(self) -> tuple[DataKind, ...]:
        """The kinds of data its form asks for, in the order of the decree."""
        held = {kind for one in self.questions for kind in one.kinds}
        return tuple(kind for kind in DataKind if kind in held)

    @property
    def sensitive(self) -> tuple[DataKind, ...]:
        """Those of them that are sensitive."""
        return tuple(kind for kind in self.kinds if is_sensitive(kind))


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """A system or service that is given data, and for what."""

    name: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class Impact:
    """The record for the installation on a day."""

    on: date
    ground: str
    stated: tuple[Stated, ...]
    procedures: tuple[Processing, ...]
    systems: tuple[Receiver, ...]
    """Systems of the state registered with this installation."""
    processors: tuple[Receiver, ...]
    """Services that this installation is configured to use."""
    measures: tuple[str, ...]


def draw_up(by: Officer, *, at: datetime) -> Impact:
    """Return the record as the officer may read it. Six queries for any number of procedures whose forms were read before.

    Raises:
        ImpactNotFound: to who keeps no duties of privacy.
    """
    privacy.require_impact_reader(by)
    return draw_up_for_operation(at=at)


def draw_up_for_operation(*, at: datetime) -> Impact:
    """Return the record to who runs the installation from its own machine. Five queries, as ``draw_up``."""
    on = clock.day_in_vietnam(at)
    found = procedures.list_in_force(on)
    stated = privacy.list_stated_of([one.code for one in found], on=on)
    return Impact(
        on=on, ground=privacy.find_ground(on).source,
        stated=tuple(privacy.list_stated("", on=on)),
        procedures=tuple(_process(one, stated[one.code]) for one in found),
        systems=tuple(
            Receiver(
                name=one.system.name,
                purpose="; ".join(str(exchange.scope_in_words(code)) for code in one.system.scopes),
            )
            for one in exchange.list_systems(at=at)
            if one.system.ended_at is None
        ),
        processors=tuple(_list_processors()),
        measures=tuple(_list_measures()),
    )  # fmt: skip


def draw_up_procedure(code: str, by: Officer, *, at: datetime) -> Processing:
    """Return what one procedure in force does. Three queries, and one for a form not read before.

    Raises:
        ImpactNotFound: to who keeps no duties of privacy, or if no such procedure is in force.
    """
    privacy.require_impact_reader(by)
    on = clock.day_in_vietnam(at)
    try:
        version = procedures.get_by_code(code, on)
    except ProcedureNotFound as missing:
        raise ImpactNotFound from missing
    return _process(version, privacy.list_stated(version.code, on=on))


def to_plain(impact: Impact) -> dict[str, Any]:
    """Return the record as plain values for machines. No query."""
    return {
        "format": FORMAT,
        "installation": settings.INSTALLATION_NAME,
        "on": impact.on.isoformat(),
        "ground": impact.ground,
        "stated": _plain_stated(impact.stated),
        "procedures": [
            {
                "code": one.code, "name": one.name, "purpose": list(one.purpose),
                "kinds": [_plain_kind(kind) for kind in one.kinds],
                "questions": [
                    {"label": ask.label, "kinds": list(ask.kinds), "purpose": ask.purpose}
                    for ask in one.questions
                ],
                "papers": list(one.papers), "receivers": list(one.receivers),
                "stated": _plain_stated(one.stated),
            }
            for one in impact.procedures
        ],
        "systems": [{"name": one.name, "purpose": one.purpose} for one in impact.systems],
        "processors": [{"name": one.name, "purpose": one.purpose} for one in impact.processors],
        "retention": [
            {
                "kept": one.kept, "label": str(one.label), "period": str(one.period),
                "valid_from": one.valid_from.isoformat(), "source": one.source,
                "is_verified": one.is_verified,
            }
            for one in privacy.list_retentions(impact.on)
        ],
        "measures": list(impact.measures),
    }  # fmt: skip


def to_csv(impact: Impact) -> str:
    """Return one row a procedure, for spreadsheets. No query."""
    return sheets.write_csv(COLUMNS, (_row(one, impact.ground) for one in impact.procedures))


def _row(one: Processing, ground: str) -> Iterator[str]:
    told = _plain_stated(one.stated)
    yield from (one.code, one.name)
    yield "; ".join(str(kind.label) for kind in one.kinds)
    yield "; ".join(str(kind.label) for kind in one.sensitive)
    yield "; ".join(ask.label for ask in one.questions)
    yield from ("; ".join(one.papers), "; ".join(one.purpose), ground, "; ".join(one.receivers))
    yield from (told["consequences"]["text"], told["reduction"]["text"])


def _process(version: Version, stated: Sequence[Stated]) -> Processing:
    form = forms.get_definition(version.form_definition_id) if version.form_definition_id else None
    agencies = (
        *version.executing_agencies, *version.deciding_agencies, *version.delegated_agencies,
        *version.coordinating_agencies,
    )  # fmt: skip
    return Processing(
        code=version.code, name=version.name,
        purpose=tuple(procedures.cite(one) for one in version.legal_bases),
        questions=tuple(
            Question(label=str(one.label), kinds=one.data, purpose=str(one.purpose or ""))
            for one in (purposes.list_questions(form) if form else ())
        ),
        papers=tuple(one.name for one in version.papers),
        receivers=tuple(dict.fromkeys(str(one.label) for one in agencies)),
        stated=tuple(stated),
    )  # fmt: skip


def _plain_kind(kind: DataKind) -> dict[str, Any]:
    return {
        "code": kind.value, "label": str(kind.label), "article": ARTICLES[kind],
        "is_sensitive": is_sensitive(kind),
    }  # fmt: skip


def _plain_stated(stated: Sequence[Stated]) -> dict[str, dict[str, str]]:
    return {
        one.particular.name: {
            "article": one.particular.article,
            "text": one.holding.text if one.holding else "",
            "holds_from": one.holding.holds_from.isoformat() if one.holding else "",
        }
        for one in stated
    }


def _list_processors() -> Iterator[Receiver]:
    host = urlsplit(settings.OIDC_ISSUER).hostname or ""
    yield Receiver(name=f"{settings.OIDC_PROVIDER_NAME} ({host})", purpose=_("Xác thực người dân"))
    yield Receiver(name=settings.EMAIL_HOST, purpose=_("Chuyển thư điện tử cho người dân, cán bộ"))
    if settings.CLAMD:
        yield Receiver(name=settings.CLAMD, purpose=_("Quét mã độc trong tệp được gửi"))


def _list_measures() -> Iterator[str]:
    """Yield what protects data here, each as it is configured or built."""
    yield _(
        "Câu trả lời, giấy tờ, liên hệ được mã hóa AES-256-GCM bằng khóa riêng của từng người, từng hồ sơ."
    )
    yield _(
        "Xóa khóa thì không ai đọc lại được từ cơ sở dữ liệu; bản sao lưu cũ giữ khóa đến khi hết hạn lưu. Nhật ký vẫn kiểm chứng được."
    )
    yield _("Cán bộ chỉ thấy hồ sơ liên quan đến cơ quan mình; cơ sở dữ liệu tự chặn phần còn lại.")
    yield _("Mỗi lần cán bộ đọc được ghi lại; người dân xem được ai đã đọc và hỏi vì sao.")
    yield _("Nhật ký chỉ ghi thêm, nằm dưới cây băm có chữ ký, ai cũng kiểm chứng được.")
    yield _("Cán bộ đăng nhập bằng mật khẩu và mã xác thực một lần.")
    if settings.IS_HTTPS:
        yield _("Mọi trang chỉ đi qua kết nối mã hóa (TLS).")
    if settings.CLAMD:
        yield _("Tệp được gửi đều qua quét mã độc.")

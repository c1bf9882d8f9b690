"""A procedure as its page tells it. The record itself is Vietnamese; names and summary are also English."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from django.utils.translation import gettext as _

from motcua.capabilities.forms import queries as forms
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind, FeeUnit, OnlineLevel, PaperHandling
from motcua.domain.procedures.queries import (
    Channel,
    Described,
    Fee,
    FieldCount,
    Fixed,
    Limit,
    Paper,
    PerPage,
    Version,
)

ENGLISH = "en"


@dataclass(frozen=True, kw_only=True)
class ShownField:
    """A sector with its number of procedures."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ShownResult:
    """A procedure in a list of results: enough to choose by."""

    code: str
    name: str
    summary: str
    field: str
    level: str
    online: str
    online_tone: str
    limit: str
    fee: str


@dataclass(frozen=True, kw_only=True)
class ShownFeeRow:
    """One case of a fee's table; whoever an earlier row is for is not asked again."""

    when: tuple[str, ...]
    amount: str
    relief: str
    reason: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class ShownFee:
    """One payment in words."""

    name: str
    amount: str
    case: str
    exemptions: tuple[str, ...]
    basis: str
    note: str
    rows: tuple[ShownFeeRow, ...] = ()
    """Case by case, where the fee has a table; it tells who is exempt too."""


@dataclass(frozen=True, kw_only=True)
class ShownChannel:
    """One way of lodging: how long, how much."""

    kind: str
    name: str
    limit: str
    limit_notes: tuple[str, ...]
    fees: tuple[ShownFee, ...]
    is_free: bool
    is_free_usually: bool
    """Whether money is asked for in some situations only."""
    note: str


@dataclass(frozen=True, kw_only=True)
class ShownPaper:
    """One paper: how many, handed in or shown, what may stand in for it."""

    name: str
    count: str
    handling: str
    is_required: bool
    form_number: str
    is_filled_online: bool
    sources: tuple[str, ...]
    channels: tuple[str, ...]
    note: str


@dataclass(frozen=True, kw_only=True)
class PaperGroup:
    """The papers that everybody needs (no ``name``), or that one situation adds."""

    name: str
    description: str
    papers: tuple[ShownPaper, ...]


@dataclass(frozen=True, kw_only=True)
class ShownProcedure:
    """The page of one procedure."""

    name: str
    summary: str
    field: str
    is_translated: bool
    """Whether the reader reads English while the record below speaks Vietnamese."""
    online: str
    online_tone: str
    is_online: bool
    is_for_reading: bool
    """Whether the record only tells of a procedure that is lodged elsewhere."""
    limit: str
    fee: str
    executing: tuple[str, ...]
    deciding: tuple[str, ...]
    subjects: tuple[str, ...]
    channels: tuple[ShownChannel, ...]
    fees: tuple[ShownFee, ...]
    """Every payment once, whichever ways of lodging ask for it."""
    papers: tuple[PaperGroup, ...]


def show(version: Version, language: str) -> ShownProcedure:
    """Return the page of a procedure for a reader of that language."""
    channels = tuple(_channel(version, channel, language) for channel in version.channels)
    return ShownProcedure(
        name=version.name_in(language),
        summary=version.summary_in(language),
        field=version.field.name_en if language == ENGLISH else version.field.name,
        is_translated=language == ENGLISH,
        online=str(version.online_level.label),
        online_tone=_online_tone(version),
        is_online=_is_online(version),
        is_for_reading=version.workflow_key is None,
        limit=limit_in_words(version.channels[0].limit),
        fee=fee_in_short(version.channels[0]),
        executing=tuple(str(role.label) for role in version.executing_agencies),
        deciding=tuple(str(role.label) for role in version.deciding_agencies),
        subjects=tuple(str(subject.label) for subject in version.subjects),
        channels=channels,
        fees=tuple(_once(fee for channel in channels for fee in channel.fees)),
        papers=tuple(_groups(version, language)),
    )


def _once(fees: Iterable[ShownFee]) -> Iterator[ShownFee]:
    """Return every payment once; a table tells of all ways of lodging, so that it comes once too."""
    seen: set[object] = set()
    for fee in fees:
        key: object = (fee.name, fee.rows) if fee.rows else fee
        if key not in seen:
            seen.add(key)
            yield fee


def show_found(version: Version, language: str) -> ShownResult:
    """Return a procedure as it stands in a list of results."""
    return ShownResult(
        code=version.code,
        name=version.name_in(language),
        summary=version.summary_in(language),
        field=version.field.name_en if language == ENGLISH else version.field.name,
        level=str(version.level.label),
        online=str(version.online_level.label),
        online_tone=_online_tone(version),
        limit=limit_in_words(version.channels[0].limit),
        fee=fee_in_short(version.channels[0]),
    )


def show_fields(fields: Iterable[FieldCount], language: str) -> tuple[ShownField, ...]:
    """Return the sectors in the reader's language."""
    return tuple(
        ShownField(
            code=field.code,
            name=field.name_en if language == ENGLISH else field.name,
            count=field.count,
        )
        for field in fields
    )


def limit_in_words(limit: Limit) -> str:
    """Return a time limit as a person says it."""
    return limit.unit.limit_in_words(limit.amount).capitalize()


def _limit_notes(limit: Limit) -> Iterable[str]:
    if limit.after_15_next_day:
        yield _("Nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo.")
    for extension in limit.extensions:
        yield _("Có thể thêm {limit}: {reason}").format(
            limit=extension.unit.limit_in_words(extension.amount), reason=extension.reason
        )
    if limit.note:
        yield limit.note


def _channel(version: Version, channel: Channel, language: str) -> ShownChannel:
    fees = tuple(_fee(version, fee, language) for fee in channel.fees)
    return ShownChannel(
        kind=channel.kind.value,
        name=str(channel.kind.label),
        limit=limit_in_words(channel.limit),
        limit_notes=tuple(_limit_notes(channel.limit)),
        fees=fees,
        is_free=not any(_costs(fee) for fee in channel.fees),
        is_free_usually=all(fee.case for fee in channel.fees if _costs(fee)),
        note=channel.note or "",
    )


def _fee(version: Version, fee: Fee, language: str) -> ShownFee:
    return ShownFee(
        name=fee.name,
        amount=amount_in_words(fee.rule),
        case=_case_name(version, fee.case, language),
        exemptions=fee.exemptions,
        basis=fee.basis,
        note=fee.note or "",
        rows=_fee_rows(version, fee, language),
    )


def _fee_rows(version: Version, fee: Fee, language: str) -> tuple[ShownFeeRow, ...]:
    tables = procedures.find_tables(version)
    table = tables.find(fee.code) if tables else None
    if table is None:
        return ()
    form_id = version.form_definition_id
    form = forms.get_definition(form_id) if form_id is not None else None
    return tuple(
        ShownFeeRow(
            when=row.when,
            amount=row.amount,
            relief=str(row.relief.label) if row.relief else "",
            reason=(language == ENGLISH and row.reason_en) or row.reason,
            basis=row.basis,
        )
        for row in procedures.say_rows(table, procedures.list_facts(version, form))
    )


def amount_in_words(rule: Fixed | PerPage | Described) -> str:
    """Return the rule of a fee as a sentence with its amounts."""
    match rule:
        case Fixed(amount=0):
            return _("Miễn phí")
        case Fixed(unit=FeeUnit.COPY):
            return _("{amount} đồng một bản").format(amount=dong_in_words(rule.amount))
        case Fixed():
            return _("{amount} đồng một hồ sơ").format(amount=dong_in_words(rule.amount))
        case PerPage():
            return _(
                "{first} đồng một trang cho {pages} trang đầu, từ trang sau đó {further} đồng một trang,"
                " không quá {ceiling} đồng một bản"
            ).format(
                first=dong_in_words(rule.first_amount),
                pages=rule.first_pages,
                further=dong_in_words(rule.further_amount),
                ceiling=dong_in_words(rule.ceiling),
            )
        case Described():
            return _("Xem phần “Về các khoản thu”")
        case _ as unknown:
            assert_never(unknown)


def fee_in_short(channel: Channel) -> str:
    """Say what it costs in a word or two: free, free for most, or the amount."""
    costs = [fee for fee in channel.fees if _costs(fee)]
    if not costs:
        return _("Miễn phí")
    always = [fee for fee in costs if fee.case is None]
    if not always:
        return _("Miễn phí trong trường hợp thông thường")
    match [fee.rule for fee in always]:
        case [Fixed() | Described() as rule]:
            return amount_in_words(rule)
        case [PerPage() as rule]:
            return _("Từ {amount} đồng một trang").format(
                amount=dong_in_words(min(rule.first_amount, rule.further_amount))
            )
        case _:
            return _("Có thu phí, lệ phí")


def _costs(fee: Fee) -> bool:
    return not (isinstance(fee.rule, Fixed) and fee.rule.amount == 0)


def dong_in_words(amount: int) -> str:
    """Write whole đồng with points between thousands: 8.000."""
    return f"{amount:,}".replace(",", ".")


def _groups(version: Version, language: str) -> Iterable[PaperGroup]:
    """Return the papers everybody needs first, then what each situation adds."""
    for case in (None, *(case.code for case in version.cases)):
        papers = tuple(_paper(paper, language) for paper in version.papers if paper.case == case)
        if papers:
            yield PaperGroup(
                name=_case_name(version, case, language),
                description=_case_description(version, case),
                papers=papers,
            )


def _paper(paper: Paper, language: str) -> ShownPaper:
    return ShownPaper(
        name=paper.name_en if language == ENGLISH else paper.name,
        count=count_in_words(paper),
        handling=_handling(paper),
        is_required=paper.is_required,
        form_number=paper.form_number or "",
        is_filled_online=paper.form_key is not None,
        sources=tuple(str(source.label) for source in paper.electronic_sources),
        channels=tuple(str(kind.label) for kind in paper.channels),
        note=paper.note or "",
    )


def count_in_words(paper: Paper) -> str:
    """Return how many originals and copies are wanted."""
    parts = []
    if paper.originals:
        parts.append(_("{count} bản chính").format(count=paper.originals))
    if paper.copies:
        parts.append(_("{count} bản sao").format(count=paper.copies))
    return ", ".join(parts)


def _handling(paper: Paper) -> str:
    if paper.handling is PaperHandling.PRESENT:
        return _("Cho xem rồi giữ lại")
    return _("Nộp")


def _case_name(version: Version, code: str | None, language: str) -> str:
    for case in version.cases:
        if case.code == code:
            return case.name_en if language == ENGLISH else case.name
    return ""


def _case_description(version: Version, code: str | None) -> str:
    return next((case.description or "" for case in version.cases if case.code == code), "")


def _is_online(version: Version) -> bool:
    """Whether a dossier can be lodged on this portal."""
    return (
        version.online_level is not OnlineLevel.INFORMATION
        and version.find_channel(ChannelKind.ONLINE) is not None
        and version.form_definition_id is not None
    )


def _online_tone(version: Version) -> str:
    tones = {OnlineLevel.FULL: "success", OnlineLevel.PARTIAL: "progress"}
    return tones.get(version.online_level, "neutral")

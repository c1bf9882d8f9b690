"""What is wrong with a record: every mistake at once, each with its place.

Types are msgspec's business; what the parts owe one another is checked here.
"""

import re
import types
import typing
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Annotated, Any, Final

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.procedures.enums import ChannelKind, OnlineLevel, ReceptionPlace
from motcua.domain.procedures.rules.authority import asks_for_place
from motcua.domain.procedures.rules.record import Authority, Described, Limit, PerPage, Record
from motcua.foundation.kernel.worktime import TimeUnit

Found = tuple[str, str]
"""A place in the record and what is wrong there."""

STATEMENT_NAMES: Final = frozenset({"{agency}", "{applicant}"})
"""What a result's statement may leave open."""
BY_DECISION: Final = frozenset({ReceptionPlace.MOBILE, ReceptionPlace.ON_THE_SPOT})
"""The places of Article 14.5.a and 14.5.b."""
_PLACEHOLDER: Final = re.compile(r"\{[^}]*\}")
WITHOUT_AMOUNT: Final = frozenset({TimeUnit.SAME_DAY, TimeUnit.NONE})


def problems_of(plain: object) -> list[Found]:
    """Return every mistake in a record read from a file; none means that it may be published."""
    found = list(_misfits(plain, Record, "$"))
    if found:
        return found
    return list(_contradictions(msgspec.convert(plain, Record)))


def problems_of_part(plain: Mapping[str, object], fields: Collection[str]) -> list[Found]:
    """Return every value of these fields that does not fit, and every one of them that is missing."""
    hints = typing.get_type_hints(Record, include_extras=True)
    found: list[Found] = []
    for field in msgspec.structs.fields(Record):
        if field.name not in fields:
            continue
        if field.name in plain:
            found += _misfits(plain[field.name], hints[field.name], f"$.{field.name}")
        elif field.required:
            found.append((f"$.{field.name}", _("Thiếu trường bắt buộc này.")))
    return found


def spelled_out(plain: Mapping[str, object], fields: Collection[str]) -> dict[str, Any]:
    """Return these fields as JSON keeps them, with everything said that was left at its default.

    Raises:
        msgspec.ValidationError: if a value does not fit
    """
    hints = typing.get_type_hints(Record, include_extras=True)
    fitting = {name: msgspec.convert(plain[name], hints[name]) for name in fields if name in plain}
    spelled: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(fitting))
    return spelled


# --- Types --------------------------------------------------------------------------------------


def _misfits(plain: object, kind: Any, path: str) -> Iterator[Found]:
    """Descend to each value that does not fit, where msgspec would stop at the first."""
    try:
        msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        below = list(_misfits_below(plain, _bare(kind), path))
        yield from below or [(path, _in_words(str(error).split(" - at ")[0]))]


def _in_words(fault: str) -> str:
    """Return the decoder's remark as somebody can follow it who does not know the types."""
    for pattern, sentence in _REMARKS:
        match = re.search(pattern, fault)
        if match is not None:
            return str(sentence).format(*match.groups())
    return fault


_REMARKS: Final = (
    (r"of length >= 1$", gettext_lazy("Không được để trống.")),
    (r"of length <= (\d+)", gettext_lazy("Dài quá: nhiều nhất {0} ký tự hoặc mục.")),
    (r"`int` >= (\d+)", gettext_lazy("Ghi số từ {0} trở lên.")),
    (r"`int` <= (\d+)", gettext_lazy("Ghi số không quá {0}.")),
    (r"Expected `int", gettext_lazy("Ghi bằng chữ số.")),
    (r"matching regex '(.*)'", gettext_lazy("Không đúng dạng quy định ({0}).")),
    (r"Invalid enum value|Invalid value", gettext_lazy("Chọn một giá trị trong danh sách.")),
    (r"RFC3339|`date`", gettext_lazy("Ghi ngày có thật, theo ngày/tháng/năm.")),
    (r"Expected `str.*got `null`", gettext_lazy("Không được để trống.")),
)
"""What the decoder remarks, and how it is said; the first that fits."""


def _misfits_below(plain: object, kind: Any, path: str) -> Iterator[Found]:
    if isinstance(plain, Mapping) and _is_struct(kind):
        yield from _misfits_of_struct(plain, kind, path)
    elif isinstance(plain, Mapping) and _by_tag(plain, kind) is not None:
        yield from _misfits_of_struct(plain, _by_tag(plain, kind), path)
    elif isinstance(plain, list) and typing.get_origin(kind) is tuple:
        for index, item in enumerate(plain):
            yield from _misfits(item, typing.get_args(kind)[0], f"{path}[{index}]")


def _misfits_of_struct(
    plain: Mapping[Any, object], kind: type[msgspec.Struct], path: str
) -> Iterator[Found]:
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    tag = kind.__struct_config__.tag_field
    for name in plain:
        if name not in fields and name != tag:
            yield f"{path}.{name}", _("Tên trường này không có trong bản ghi thủ tục.")
    for name, field in fields.items():
        if name in plain:
            yield from _misfits(plain[name], hints[name], f"{path}.{name}")
        elif field.required:
            yield f"{path}.{name}", _("Thiếu trường bắt buộc này.")


def _bare(kind: Any) -> Any:
    """Return the type without its annotations and without None."""
    while typing.get_origin(kind) is Annotated:
        kind = typing.get_args(kind)[0]
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        kinds = [part for part in typing.get_args(kind) if part is not type(None)]
        return _bare(kinds[0]) if len(kinds) == 1 else kind
    return kind


def _by_tag(plain: Mapping[Any, object], kind: Any) -> Any:
    """Return the member of a union of parts that the value says it is."""
    kinds = [member for member in typing.get_args(kind) if _is_struct(member)]
    return next(
        (one for one in kinds if plain.get(one.__struct_config__.tag_field) == _tag_of(one)), None
    )


def _tag_of(kind: type[msgspec.Struct]) -> object:
    return kind.__struct_config__.tag


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


# --- What the parts owe one another -------------------------------------------------------------


def _contradictions(record: Record) -> Iterator[Found]:
    yield from _dates(record)
    yield from _repetitions(record)
    yield from _cases(record)
    yield from _authorities(record)
    yield from _online(record)
    yield from _papers(record)
    yield from _members(record)
    yield from _results(record)
    for index, channel in enumerate(record.channels):
        yield from _limit(channel.limit, f"$.channels[{index}].limit")
    yield from _fees(record)
    yield from _elsewhere(record)


def _elsewhere(record: Record) -> Iterator[Found]:
    """Places beside the desk, those of Article 14.5 by a decision."""
    for index, one in enumerate(record.elsewhere):
        path = f"$.elsewhere[{index}]"
        if one.place is ReceptionPlace.DESK:
            yield f"{path}.place", _("Bộ phận Một cửa luôn tiếp nhận; chỉ ghi nơi khác.")
        if one.place in BY_DECISION and one.basis is None:
            yield (
                f"{path}.basis",
                _("Ghi quyết định hoặc quy định cho phép (Điều 14.5 Nghị định 61/2018/NĐ-CP)."),
            )


def _fees(record: Record) -> Iterator[Found]:
    """Each fee can be computed, or at least read where nothing is lodged online."""
    for index, channel in enumerate(record.channels):
        for number, fee in enumerate(channel.fees):
            path = f"$.channels[{index}].fees[{number}]"
            if isinstance(fee.rule, PerPage) and fee.rule.ceiling < fee.rule.first_amount:
                yield f"{path}.rule.ceiling", _("Mức cao nhất thấp hơn tiền một trang.")
            if isinstance(fee.rule, Described):
                if record.online_level != OnlineLevel.INFORMATION:
                    yield f"{path}.rule", _("Thủ tục nộp trực tuyến phải có mức thu tính được.")
                if fee.note is None:
                    yield f"{path}.note", _("Mức thu viết bằng lời phải có phần ghi chú.")


def _dates(record: Record) -> Iterator[Found]:
    if record.valid_to is not None and record.valid_to <= record.valid_from:
        yield "$.valid_to", _("Ngày hết hiệu lực phải sau ngày bắt đầu có hiệu lực.")
    if record.repealed_by is not None and record.valid_to is None:
        yield "$.valid_to", _("Bãi bỏ phải có ngày hết hiệu lực.")
    if record.decision.signed_on > record.valid_from:
        yield "$.decision.signed_on", _("Quyết định công bố ký sau ngày thủ tục có hiệu lực.")


def _repetitions(record: Record) -> Iterator[Found]:
    named: dict[str, Iterable[str]] = {
        "$.cases": (case.code for case in record.cases),
        "$.authorities": (rule.code for rule in record.authorities),
        "$.channels": (channel.kind for channel in record.channels),
        "$.elsewhere": (one.place for one in record.elsewhere),
        "$.papers": (paper.code for paper in record.papers),
        "$.keywords": record.keywords,
        "$.members": (member.code for member in record.members),
    }
    for index, channel in enumerate(record.channels):
        named[f"$.channels[{index}].fees"] = (fee.code for fee in channel.fees)
    for path, codes in named.items():
        for code, times in Counter(codes).items():
            if times > 1:
                yield path, _("“{code}” xuất hiện {times} lần.").format(code=code, times=times)


def _cases(record: Record) -> Iterator[Found]:
    known = {case.code for case in record.cases}
    uses = [(f"$.papers[{i}].case", paper.case) for i, paper in enumerate(record.papers)]
    uses += [(f"$.authorities[{i}].case", rule.case) for i, rule in enumerate(record.authorities)]
    uses += [
        (f"$.papers[{i}].unless", case)
        for i, paper in enumerate(record.papers)
        for case in paper.unless
    ]
    uses += [
        (f"$.channels[{i}].fees[{j}].case", fee.case)
        for i, channel in enumerate(record.channels)
        for j, fee in enumerate(channel.fees)
    ]
    for path, case in uses:
        if case is not None and case not in known:
            yield path, _("Không có trường hợp “{case}”.").format(case=case)


def _authorities(record: Record) -> Iterator[Found]:
    """A rule names an agency that has part in the procedure, and asks for a place or for none."""
    taking_part = {*record.executing_agencies, *record.deciding_agencies}
    taking_part |= {*record.delegated_agencies}
    for index, rule in enumerate(record.authorities):
        path = f"$.authorities[{index}]"
        if rule.agency not in taking_part:
            yield f"{path}.agency", _("Cơ quan này không thực hiện, không quyết định thủ tục.")
        if rule.questions and not asks_for_place(rule):
            yield f"{path}.questions", _("Thẩm quyền không theo nơi thì không hỏi địa chỉ.")
        if rule.is_fallback and not _has_first_rule(record, rule):
            text = _("Quy tắc dự phòng phải đi cùng một quy tắc chính của cùng trường hợp.")
            yield f"{path}.is_fallback", text


def _has_first_rule(record: Record, fallback: Authority) -> bool:
    return any(
        rule.case == fallback.case and not rule.is_fallback and asks_for_place(rule)
        for rule in record.authorities
    )


def _online(record: Record) -> Iterator[Found]:
    kinds = {channel.kind for channel in record.channels}
    is_offered = record.online_level != OnlineLevel.INFORMATION
    if is_offered != (ChannelKind.ONLINE in kinds):
        yield "$.online_level", _("Mức trực tuyến không khớp với các cách nộp hồ sơ.")
    if is_offered and record.form_key is None:
        yield "$.form_key", _("Thủ tục nộp trực tuyến phải có biểu mẫu điện tử.")
    if is_offered and record.workflow_key is None:
        yield "$.workflow_key", _("Thủ tục nộp trực tuyến phải có quy trình giải quyết.")
    if record.online_level == OnlineLevel.PARTIAL and record.online_reason is None:
        yield "$.online_reason", _("Trực tuyến một phần thì phải công khai lý do.")
    if (record.online_level == OnlineLevel.PARTIAL) != (record.online_barrier is not None):
        yield (
            "$.online_barrier",
            _("Chỉ trực tuyến một phần mới có, và phải có, loại lý do theo luật."),
        )


def _papers(record: Record) -> Iterator[Found]:
    for index, paper in enumerate(record.papers):
        path = f"$.papers[{index}]"
        if paper.form_key is not None and paper.form_key != record.form_key:
            yield f"{path}.form_key", _("Biểu mẫu này không phải của thủ tục.")
        if not (paper.originals or paper.copies or paper.form_key):
            yield path, _("Giấy tờ phải có số bản chính, số bản sao hoặc biểu mẫu điện tử.")
        for kind in set(paper.channels) - {channel.kind for channel in record.channels}:
            yield f"{path}.channels", _("Thủ tục không có cách nộp “{kind}”.").format(kind=kind)


def _members(record: Record) -> Iterator[Found]:
    """A member waits only for members named before it, so that no two wait for one another."""
    earlier = {record.code}
    for index, member in enumerate(record.members):
        path = f"$.members[{index}]"
        if member.code == record.code:
            yield f"{path}.code", _("Thủ tục không thể là thành phần của chính nó.")
        for code in member.after:
            if code not in earlier - {record.code}:
                text = _("Thành phần “{code}” phải đứng trước trong danh sách.").format(code=code)
                yield f"{path}.after", text
        yield from _limit(member.limit, f"{path}.limit")
        earlier.add(member.code)


def _results(record: Record) -> Iterator[Found]:
    for index, result in enumerate(record.results):
        unknown = set(_PLACEHOLDER.findall(result.statement or "")) - STATEMENT_NAMES
        for name in sorted(unknown):
            text = _("Lời văn của kết quả dùng “{name}” mà hệ thống không biết.").format(name=name)
            yield f"$.results[{index}].statement", text


def _limit(limit: Limit, path: str) -> Iterator[Found]:
    if (limit.amount == 0) != (limit.unit in WITHOUT_AMOUNT):
        yield f"{path}.amount", _("Số ngày, giờ không khớp với đơn vị tính.")
    if limit.after_15_next_day and limit.unit != TimeUnit.SAME_DAY:
        yield f"{path}.after_15_next_day", _("Chỉ thời hạn trong ngày mới có mốc 15 giờ.")

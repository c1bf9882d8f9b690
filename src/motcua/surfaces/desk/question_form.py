"""One question of a form as plain boxes, texts in two languages side by side, and read back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.capabilities.forms.enums import COUNTED, REPEATING, FieldKind
from motcua.capabilities.forms.queries import building
from motcua.capabilities.forms.queries.building import Spec
from motcua.foundation.kernel import vietnamese
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.kernel.personal_data import DataKind
from motcua.surfaces.desk.record_form import Box, Choice

Line = tuple[Box, ...]
"""Boxes that stand beside each other."""

MOST_OPTIONS: Final = 200
SPARE_OPTIONS: Final = 3
"""Empty rows offered below the options there are."""
LONGEST: Final = 2000
"""Letters of one text that are looked at."""
NUMBERS: Final = frozenset({FieldKind.YEAR, FieldKind.NUMBER, FieldKind.MONEY})
SUGGESTED: Final = NUMBERS | {
    FieldKind.TEXT,
    FieldKind.TEXTAREA,
    FieldKind.YESNO,
    FieldKind.RADIOS,
    FieldKind.SELECT,
}
"""Kinds that may have a usual answer standing ready."""
NONE: Final[Mapping[str, str]] = {}
_SHORT: Final = gettext_lazy("{words} (tiếng Việt)")
_SHORT_EN: Final = gettext_lazy("{words} (tiếng Anh)")


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The boxes of a question: what nearly all need, and what few do."""

    lines: tuple[Line, ...]
    options: tuple[Line, ...]
    more: tuple[Line, ...]


# --- Drawing ------------------------------------------------------------------------------------


def draw(spec: Spec, errors: Mapping[str, str], *, name: str | None = None) -> Drawn:
    """Return the boxes of a question of that kind; the box of its name only where it is new."""
    main = [pair("label", _("Câu hỏi, nhãn"), spec.label, errors)]
    main.append(pair("hint", _("Gợi ý"), spec.hint, errors, kind="area"))
    if spec.kind is FieldKind.CALCULATED:
        main.append(
            (
                text("formula", _("Công thức"), spec.formula, _("Ví dụ: so_luong * don_gia, sum(hang_hoa.thanh_tien)."), errors=errors),
                _check("is_money", _("Là số tiền (đồng)"), is_ticked=spec.is_money),
            )
        )  # fmt: skip
    else:
        main.append((_check("is_required", _("Bắt buộc trả lời"), is_ticked=spec.is_required),))
    limits = tuple(_limits(spec, errors))
    return Drawn(
        lines=(*main, *((limits,) if limits else ())),
        options=tuple(_options(spec, errors)),
        more=tuple(_more(spec, errors, name)),
    )


def typed(lines: Sequence[Line], posted: QueryDict) -> list[Line]:
    """Return the boxes holding what was typed, so that nothing is lost when it is not kept."""
    return [tuple(_typed(box, posted) for box in line) for line in lines]


def told(lines: Sequence[Line], errors: Mapping[str, str]) -> list[Line]:
    """Return the boxes with what is wrong beside each."""
    return [tuple(replace(box, error=errors.get(box.name, "")) for box in line) for line in lines]


def typed_again(drawn: Drawn, posted: QueryDict) -> Drawn:
    """Return a question's boxes holding what was typed."""
    lines, options, more = (
        tuple(typed(one, posted)) for one in (drawn.lines, drawn.options, drawn.more)
    )
    return Drawn(lines=lines, options=options, more=more)


def with_errors(drawn: Drawn, errors: Mapping[str, str]) -> Drawn:
    """Return a question's boxes with what is wrong beside each."""
    lines, options, more = (
        tuple(told(one, errors)) for one in (drawn.lines, drawn.options, drawn.more)
    )
    return Drawn(lines=lines, options=options, more=more)


def _typed(box: Box, posted: QueryDict) -> Box:
    value = posted.get(box.name, "")
    choices = tuple(replace(one, is_chosen=one.value == value) for one in box.choices)
    return replace(box, value=value, choices=choices)


def _limits(spec: Spec, errors: Mapping[str, str]) -> Iterator[Box]:
    least, most = building.LIMITED.get(spec.kind, ("", ""))
    unit = _("số dòng") if spec.kind in REPEATING else _("số ký tự") if "Length" in most else ""
    unit = _("số tệp") if spec.kind is FieldKind.FILE else unit
    unit = unit or (_("số mục chọn") if spec.kind is FieldKind.CHECKBOXES else _("giá trị"))
    if least:
        label = _("Ít nhất: {unit}").format(unit=unit)
        yield text("least", label, _plain(spec.least), errors=errors)
    if most:
        label = _("Nhiều nhất: {unit}").format(unit=unit)
        yield text("most", label, _plain(spec.most), errors=errors)


def _options(spec: Spec, errors: Mapping[str, str]) -> Iterator[Line]:
    if spec.kind not in building.OWN_OPTIONS:
        return
    for index in range(len(spec.options) + SPARE_OPTIONS):
        option = spec.options[index] if index < len(spec.options) else {}
        name = f"options.{index}"
        number = _("Lựa chọn {number}").format(number=index + 1)
        yield (
            *pair(f"{name}.text", number, option.get("text"), errors),
            *pair(f"{name}.hint", _("Gợi ý {number}").format(number=index + 1), option.get("hint"), errors),
            text(f"{name}.value", _("Mã {number}").format(number=index + 1), option.get("value", ""), errors=errors),
        )  # fmt: skip


def _more(spec: Spec, errors: Mapping[str, str], name: str | None) -> Iterator[Line]:
    yield pair("help_title", _("Trợ giúp: tiêu đề"), spec.help_title, errors)
    yield pair("help_text", _("Trợ giúp: nội dung"), spec.help_text, errors, kind="area")
    yield pair(
        "purpose", _("Vì sao hỏi, nếu không chỉ để giải quyết thủ tục"), spec.purpose, errors
    )
    yield (
        select(
            "data",
            _("Loại dữ liệu cá nhân, nếu không suy ra được từ câu hỏi"),
            dict(DataKind.choices),
            _first(spec.data),
            errors,
        ),
    )
    yield pair("noun", _("Cách gọi trong câu báo lỗi"), spec.noun, errors)
    yield pair("required", _("Câu báo khi bỏ trống"), spec.errors.get("required"), errors)
    if spec.kind in {FieldKind.TEXT, FieldKind.TEXTAREA}:
        yield pair("pattern", _("Câu báo khi gõ sai dạng"), spec.errors.get("pattern"), errors)
    if spec.kind is FieldKind.SELECT:
        yield (select("list_name", _("Danh sách dùng chung"), _LISTS, spec.list_name, errors),)
    if spec.kind is not FieldKind.FILE:
        yield _known_from(spec, errors)
    if spec.kind in SUGGESTED:
        yield (
            text(
                "suggested", _("Giá trị hay gặp, điền sẵn"), _plain(spec.suggested), errors=errors
            ),
        )
    if name is not None:
        hint = _("Để trống thì lấy theo nhãn. Giấy tờ và quy trình gọi câu hỏi bằng tên này.")
        yield (text("name", _("Tên kỹ thuật"), name, hint, errors=errors),)


def _known_from(spec: Spec, errors: Mapping[str, str]) -> Line:
    return (
        select("source", _("Điền sẵn từ"), _SOURCES, _first(spec.sources), errors),
        _check("is_locked", _("Không cho sửa khi đã điền sẵn"), is_ticked=spec.is_locked),
    )


def pair(
    name: str, words: str, said: Mapping[str, str] | None, errors: Mapping[str, str] = NONE, *, kind: str = "text"
) -> Line:  # fmt: skip
    """Return the two boxes of a text, Vietnamese and English."""
    held = said or {}
    english = held.get("en", "")
    return (
        Box(
            kind=kind, name=f"{name}.vi", label=str(_SHORT).format(words=words),
            value=held.get("vi", ""), error=errors.get(f"{name}.vi", ""),
        ),
        Box(
            kind=kind, name=f"{name}.en", label=str(_SHORT_EN).format(words=words),
            # What was never translated stands there in Vietnamese; the box asks for it anew.
            value="" if english == held.get("vi") else english,
            error=errors.get(f"{name}.en", ""),
        ),
    )  # fmt: skip


def text(
    name: str, label: str, value: str, hint: str = "", *, errors: Mapping[str, str] = NONE
) -> Box:
    """Return the box of one line."""
    return Box(
        kind="text", name=name, label=label, hint=hint, value=value, error=errors.get(name, "")
    )


def _check(name: str, label: str, *, is_ticked: bool) -> Box:
    return Box(kind="check", name=name, label=label, value="on" if is_ticked else "")


def select(
    name: str, label: str, offered: Mapping[str, Any], chosen: str, errors: Mapping[str, str] = NONE
) -> Box:
    """Return the box of one choice."""
    known = {chosen: chosen} if chosen and chosen not in offered else {}
    choices = tuple(
        Choice(value=value, text=str(text), is_chosen=value == chosen)
        for value, text in {**offered, **known}.items()
    )
    return Box(kind="select", name=name, label=label, choices=choices, error=errors.get(name, ""))


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""


def _plain(value: float | str | None) -> str:
    return (
        ""
        if value is None
        else str(value).replace(".", ",")
        if isinstance(value, float)
        else str(value)
    )


_LISTS: Final = {
    "provinces": gettext_lazy("Tỉnh, thành phố"),
    "ethnicities": gettext_lazy("Dân tộc"),
    "countries": gettext_lazy("Quốc gia"),
}
_SOURCES: Final = {
    "identity.full_name": gettext_lazy("Tài khoản: họ và tên"),
    "identity.pin": gettext_lazy("Tài khoản: số định danh cá nhân"),
    "identity.birth_date": gettext_lazy("Tài khoản: ngày sinh"),
    "identity.sex": gettext_lazy("Tài khoản: giới tính"),
    "identity.residence": gettext_lazy("Tài khoản: nơi cư trú"),
    "identity.phone": gettext_lazy("Tài khoản: số điện thoại"),
    "identity.email": gettext_lazy("Tài khoản: thư điện tử"),
}


# --- Reading ------------------------------------------------------------------------------------


def read(posted: QueryDict, kind: FieldKind, base: Spec | None) -> Spec:
    """Return what was typed; what the boxes do not show stays as it was.

    :raises InvalidInput: if there is no label, or a limit is no number
    """
    problems: list[FieldProblem] = []
    label = words(posted, "label")
    if label is None:
        problems.append(_problem("label.vi", _("Hãy viết câu hỏi.")))
    limits = {name: _number(posted, name, kind, problems) for name in ("least", "most")}
    if problems:
        raise InvalidInput(problems)
    assert label is not None  # said above
    source = posted.get("source", "")
    others = base.sources[1:] if base and base.kind is kind else ()
    data = (posted.get("data", ""), *(base.data[1:] if base else ()))
    return Spec(
        kind=kind,
        label=label,
        is_required="is_required" in posted,
        noun=words(posted, "noun"),
        hint=words(posted, "hint"),
        help_title=words(posted, "help_title"),
        help_text=words(posted, "help_text"),
        options=tuple(_read_options(posted)),
        list_name=posted.get("list_name", "") if kind is FieldKind.SELECT else "",
        least=limits["least"],
        most=limits["most"],
        errors=_read_errors(posted, base),
        sources=tuple(one for one in (source, *others) if one),
        is_locked="is_locked" in posted,
        suggested=_suggested(posted, kind),
        autocomplete=base.autocomplete if base else "",
        width=base.width if base else "",
        formula=_line(posted, "formula"),
        is_money="is_money" in posted,
        purpose=words(posted, "purpose"),
        data=tuple(dict.fromkeys(one for one in data if one in DataKind.values)),
    )


def empty(name: str) -> InvalidInput:
    """Return the refusal of a box that must not be empty."""
    return wrong(name, _("Không được để trống."))


def wrong(name: str, text: str) -> InvalidInput:
    """Return the refusal of what was typed into a box."""
    return InvalidInput([_problem(name, text)])


def words(posted: QueryDict, name: str) -> dict[str, str] | None:
    """Return a text in its two languages; without English the Vietnamese stands for both."""
    said = _line(posted, f"{name}.vi")
    return {"vi": said, "en": _line(posted, f"{name}.en") or said} if said else None


def counted(document: Mapping[str, Any]) -> list[str]:
    """Return the names that a formula can reckon with."""
    names = []
    for one in building.read(document).questions():
        if one.hints["kind"] in COUNTED:
            names.append(one.name)
        if one.hints["kind"] in REPEATING:
            parts = [part for part in building.parts_of(one) if part.hints["kind"] in COUNTED]
            names += [f"sum({one.name}.{part.name})" for part in parts]
            names.append(f"count({one.name})")
    return names


def _line(posted: QueryDict, name: str) -> str:
    return " ".join(posted.get(name, "")[:LONGEST].split())


def _read_options(posted: QueryDict) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for index in range(MOST_OPTIONS):
        name = f"options.{index}"
        if f"{name}.text.vi" not in posted:
            return
        text = words(posted, f"{name}.text")
        if text is None:
            continue
        value = _line(posted, f"{name}.value") or _code(text["vi"], taken)
        taken.add(value)
        hint = words(posted, f"{name}.hint")
        yield {"value": value, "text": text} | ({"hint": hint} if hint else {})


def _code(text: str, taken: set[str]) -> str:
    plain = "_".join(re.findall(r"[a-z0-9]+", vietnamese.fold(text)))[:40] or "muc"
    code, number = plain, 2
    while code in taken:
        code, number = f"{plain}_{number}", number + 1
    return code


def _read_errors(posted: QueryDict, base: Spec | None) -> dict[str, Any]:
    said = dict(base.errors) if base else {}
    for keyword in ("required", "pattern"):
        if f"{keyword}.vi" in posted:
            said.pop(keyword, None)
            sentence = words(posted, keyword)
            if sentence:
                said[keyword] = sentence
    return said


def _number(
    posted: QueryDict, name: str, kind: FieldKind, problems: list[FieldProblem]
) -> int | float | None:
    typed = _line(posted, name).replace(" ", "")
    if not typed:
        return None
    if kind is FieldKind.DECIMAL and re.fullmatch(r"-?\d{1,12}(,\d{1,6})?", typed, re.ASCII):
        number = float(typed.replace(",", "."))
        return int(number) if number.is_integer() else number
    digits = typed.replace(".", "")
    if re.fullmatch(r"-?\d{1,15}", digits, re.ASCII):
        return int(digits)
    problems.append(_problem(name, _("Hãy ghi một số, hoặc để trống.")))
    return None


def _suggested(posted: QueryDict, kind: FieldKind) -> str | int | None:
    typed = _line(posted, "suggested")
    if not typed or kind not in SUGGESTED:
        return None
    digits = typed.replace(".", "")
    is_number = kind in NUMBERS and re.fullmatch(r"-?\d{1,15}", digits, re.ASCII)
    return int(digits) if is_number else typed


def _problem(name: str, text: str) -> FieldProblem:
    return FieldProblem(field=name, text=text, code="typed")

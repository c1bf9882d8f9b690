"""A published procedure as a draft record in plain values, with every doubt named."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import msgspec

from motcua.domain.procedures.enums import ChannelKind, FeeKind, OnlineLevel, SubjectKind
from motcua.domain.procedures.rules.published_text import amounts, bases, kinds, lists, reading
from motcua.domain.procedures.rules.published_text.doubts import Doubts, pieces
from motcua.domain.procedures.rules.published_text.reading import Part, Published
from motcua.domain.procedures.rules.record import Decision, Line
from motcua.foundation.kernel import vietnamese
from motcua.foundation.kernel.worktime import TimeUnit

_CODE: Final = re.compile(r"\b([1-9]\.\d{6})((?:\.\w+)*)")
_LOCAL_CODE: Final = re.compile(r"^[\w.-]{3,60}$")
_DECISION: Final = re.compile(r"\b\d+/QĐ-[A-ZĐ]+")
_STAND_IN: Final = "9.17{number:04}"
"""The code of a procedure known by a local number alone; no national code begins with 9."""


class Publication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose text it is, and what holds where it is silent."""

    file: Line
    publisher: Line
    place: Line
    title: Line
    valid_from: date
    without_decision: Decision
    """The decision named where the text names none."""
    fields_en: Mapping[str, str] = {}
    """The sectors' English names, by their Vietnamese ones."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One procedure of the text; no record when it has no code at all."""

    number: int
    title: str
    code: str | None
    plain: dict[str, Any] | None = field(repr=False)


def draft_all(
    text: str, publication: Publication, fields: Mapping[str, tuple[str, str]] = {}
) -> list[Draft]:
    """Return a draft for each procedure of the text, in its order.

    Args:
        text: as it came out of the PDF
        publication: whose it is
        fields: names of the sectors that the catalogue has already, by their code
    """
    published = reading.read(text)
    codes = [_code_of(one) for one in published]
    times = Counter(codes)
    names = dict(fields)
    return [
        Draft(
            number=one.number,
            title=one.title,
            code=code,
            plain=_Drafting(one, publication).plain(code, names, times[code]) if code else None,
        )
        for one, code in zip(published, codes, strict=True)
    ]


def _code_of(published: Published) -> str | None:
    text = published.text(Part.CODE)
    national = _CODE.search(text)
    if national:
        return national[1]
    return _STAND_IN.format(number=published.number) if _local_code(text) else None


def _local_code(text: str) -> str | None:
    first = text.split("\n", maxsplit=1)[0].strip()
    return first if _LOCAL_CODE.match(first) and re.search(r"\d", first) else None


class _Drafting:
    """The drafting of one record: each method reads some parts and names its doubts."""

    def __init__(self, published: Published, publication: Publication) -> None:
        self.published = published
        self.publication = publication
        self.doubts = Doubts(f"{publication.title}, thủ tục số {published.number}")

    def plain(self, code: str, fields: dict[str, tuple[str, str]], times: int) -> dict[str, Any]:
        """Return the record as a catalogue file would hold it."""
        published, doubts = self.published, self.doubts
        if times > 1:
            doubts.add("code", f"Mã {code} đứng ở {times} thủ tục của nguồn.")
        name = bases.line(published.title)
        agencies = self._agencies()
        results = lists.results(published.parts.get(Part.RESULTS, ()), doubts)
        sector = self._field(fields)
        plain: dict[str, Any] = {
            "code": code,
            "name": name,
            "name_en": name,
            "summary": f"{published.title}. Kết quả: {results[0]['name']}",
            "summary_en": "Published by another province for information; the record is in Vietnamese.",
            "field": sector,
            **agencies,
            **self._subjects(),
            "channels": self._channels(),
            "papers": self._papers(),
            "sets": self._sets(),
            "steps": lists.steps(published.parts.get(Part.STEPS, ()), doubts),
            "conditions": self._conditions(),
            "results": results,
            "keywords": self._keywords(code),
            "online_level": OnlineLevel.INFORMATION.value,
            "decision": self._decision(),
            "valid_from": self.publication.valid_from,
        }
        plain["legal_bases"] = self._legal_bases(plain["decision"])
        doubts.add(
            "name_en", "Chưa có bản dịch tiếng Anh; tên tiếng Anh tạm lặp lại tên tiếng Việt."
        )
        self._keep_the_rest(plain)
        return {**plain, "to_verify": doubts.plain()}

    def _papers(self) -> list[dict[str, Any]]:
        # Where a form is linked under its own heading, the papers after it stand there too.
        parts = self.published.parts
        told = (*parts.get(Part.PAPERS, ()), *parts.get(Part.FORMS, ()))
        return lists.papers(told, self.doubts)

    def _field(self, fields: dict[str, tuple[str, str]]) -> dict[str, str]:
        said = self.published.text(Part.FIELD).split("\n")[0].strip(" .")
        if not said or lists.is_empty(said):
            self.doubts.add("field", "Nguồn không ghi lĩnh vực.")
            said = "Lĩnh vực khác"
        name = bases.line(said)
        code = "-".join(re.findall(r"[a-z0-9]+", vietnamese.fold(name)))[:60].strip("-")
        # One name for a sector, however the text spells it: that of the catalogue, else the first met.
        known = fields.setdefault(code, (name, self.publication.fields_en.get(name, name)))
        return {"code": code, "name": known[0], "name_en": known[1]}

    def _agencies(self) -> dict[str, Any]:
        executing, deciding = (
            self.published.text(Part.EXECUTING),
            self.published.text(Part.DECIDING),
        )
        roles = kinds.agencies_in(executing) or kinds.agencies_in(self.published.text(Part.ADDRESS))
        if not roles:
            self.doubts.add("executing_agencies", "Chưa đọc được cơ quan thực hiện; tạm ghi là sở.")
            roles = kinds.agencies_in("Sở Tư pháp")
        else:
            said = "; ".join(executing.split("\n"))
            self.doubts.add(
                "executing_agencies",
                f"Nguồn ghi cơ quan thực hiện “{said}”; loại cơ quan và cấp hiện nay được suy ra.",
            )
        self._doubt_agencies_gone()
        return {
            "level": kinds.level_of(roles).value,
            "executing_agencies": [role.value for role in roles],
            "deciding_agencies": [role.value for role in kinds.agencies_in(deciding) or roles],
        }

    def _doubt_agencies_gone(self) -> None:
        whole = "\n".join(paragraph.text for _part, paragraph in self.published.paragraphs())
        if kinds.DISTRICT.search(self.published.text(Part.EXECUTING, Part.DECIDING, Part.LEVEL)):
            self.doubts.add(
                "executing_agencies",
                "Cấp huyện không còn từ ngày 01/07/2025; việc của cấp huyện tạm ghi cho cấp xã, cần tra"
                " cơ quan đã nhận thẩm quyền.",
            )
        gone = [name for pattern, name in kinds.GONE if pattern.search(whole)]
        if gone:
            self.doubts.add(
                "executing_agencies",
                f"Nguồn nêu cơ quan đã sắp xếp lại năm 2025: {', '.join(gone)}; cần thay tên.",
            )

    def _subjects(self) -> dict[str, Any]:
        text = self.published.text(Part.SUBJECTS)
        subjects = kinds.subjects_in(text)
        if not subjects:
            self.doubts.add("subjects", "Chưa đọc được ai nộp; tạm ghi công dân và tổ chức.")
            subjects = (SubjectKind.CITIZEN, SubjectKind.ORGANISATION)
        plain: dict[str, Any] = {"subjects": [subject.value for subject in subjects]}
        if text:
            plain["subjects_note"] = next(pieces(text))
        return plain

    def _channels(self) -> list[dict[str, Any]]:
        text = self.published.text(Part.MANNER, Part.ADDRESS)
        ways = kinds.channels_in(text)
        if len(ways) > 1:
            self.doubts.add("channels", "Nguồn nêu nhiều cách nộp chung một thời hạn, một mức thu.")
        if kinds.ONLINE.search(self.published.text(Part.MANNER, Part.ONLINE_MANNER)):
            self.doubts.add(
                "online_level",
                f"Nguồn cho nộp trực tuyến tại cổng của {self.publication.place}; ở đây chỉ cung cấp"
                " thông tin.",
            )
        limit, fees = self._limit(), self._fees()
        channels = [{"kind": way.value, "limit": limit, "fees": fees} for way in ways]
        if text:
            place = ways.index(ChannelKind.COUNTER) if ChannelKind.COUNTER in ways else 0
            channels[place]["note"] = next(pieces(text))
        return channels

    def _limit(self) -> dict[str, Any]:
        text = self.published.text(Part.LIMIT)
        limit = amounts.limit_in(text)
        note = {"note": next(pieces(text))} if text else {}
        if limit is None:
            self.doubts.add("channels.limit", "Chưa đọc được thời hạn giải quyết ở nguồn.")
            return {
                "amount": 0,
                "unit": TimeUnit.NONE.value,
                "note": f"{lists.UNTOLD} thời hạn rõ ràng. {note.get('note', '')}".strip(),
            }
        if limit.others:
            self.doubts.add(
                "channels.limit",
                f"Nguồn nêu {limit.others + 1} thời hạn; bản ghi giữ thời hạn dài nhất, cần tách theo"
                " trường hợp.",
            )
        elif limit.unit is TimeUnit.CALENDAR_DAY:
            self.doubts.add("channels.limit", "Nguồn ghi “ngày”, chưa rõ có phải ngày làm việc.")
        return {
            "amount": limit.amount,
            "unit": limit.unit.value,
            "after_15_next_day": limit.after_15_next_day,
            **note,
        }

    def _fees(self) -> list[dict[str, Any]]:
        told = [
            (code, kind, name, self.published.text(part))
            for code, kind, name, part in (
                ("charge", FeeKind.CHARGE, "Lệ phí", Part.CHARGE),
                ("fee", FeeKind.FEE, "Phí", Part.FEE),
                ("fees", FeeKind.FEE, "Phí, lệ phí", Part.FEES),
            )
        ]
        fees = [
            self._fee(code, kind, name, text)
            for code, kind, name, text in told
            if text and not amounts.says_nothing_is_due(text) and not amounts.is_untold(text)
        ]
        if not fees and not any(amounts.says_nothing_is_due(text) for *_rest, text in told):
            self.doubts.add("channels.fees", "Nguồn không ghi phải trả tiền hay không.")
            fees = [self._fee("fees", FeeKind.FEE, "Phí, lệ phí", f"{lists.UNTOLD} mức thu.")]
        return fees

    def _fee(self, code: str, kind: FeeKind, name: str, text: str) -> dict[str, Any]:
        named = amounts.money_in(text)
        rule: dict[str, Any] = {"type": "described"}
        if len(named) == 1 and "\n" not in text:
            rule = {"type": "fixed", "amount": named[0], "unit": "dossier"}
            self.doubts.add(
                "channels.fees", f"{name}: đọc là {named[0]} đồng một hồ sơ từ “{text[:200]}”."
            )
        else:
            self.doubts.add("channels.fees", f"{name} viết bằng lời, chưa thành mức thu tính được.")
        return {
            "code": code,
            "kind": kind.value,
            "name": name,
            "rule": rule,
            "basis": f"Theo công bố của {self.publication.place}, cần đối chiếu",
            "note": next(pieces(text)),
        }

    def _sets(self) -> int:
        sets = amounts.sets_in(self.published.text(Part.SETS))
        if sets is None:
            self.doubts.add("sets", "Chưa đọc được số bộ hồ sơ; tạm ghi một bộ.")
        return sets or 1

    def _conditions(self) -> list[str]:
        return [
            piece
            for one in self.published.parts.get(Part.CONDITIONS, ())
            if not amounts.says_nothing_is_due(one.text) and not lists.is_empty(one.text)
            for piece in pieces(one.text)
        ]

    def _keywords(self, code: str) -> list[str]:
        said = self.published.text(Part.CODE)
        found = _CODE.search(said)
        foreign = found[0] if found else _local_code(said)
        if foreign is None or foreign == code:
            return []
        if found:
            self.doubts.add("code", f"Nguồn ghi mã {foreign}; phần đuôi của địa phương đã bỏ.")
        else:
            self.doubts.add(
                "code",
                f"Nguồn chỉ có mã địa phương {foreign}; mã {code} là tạm, không phải mã quốc gia.",
            )
        return [foreign]

    def _decision(self) -> dict[str, Any]:
        text = self.published.text(Part.PUBLICATION, Part.CODE)
        number = _DECISION.search(text)
        if number is None:
            self.doubts.add(
                "decision", "Nguồn không ghi quyết định công bố; quyết định là tưởng tượng."
            )
            return dict(msgspec.to_builtins(self.publication.without_decision))
        known = next(amounts.dates_in(text), None)
        signed_on = min(known or self.publication.valid_from, self.publication.valid_from)
        said = "ghi tạm ngày hiệu lực" if known else "nguồn không ghi ngày nào"
        self.doubts.add("decision", f"Ngày ký chưa rõ ({said}), người ký chưa rõ.")
        return {
            "number": number[0],
            "signed_on": signed_on.isoformat(),
            "issuer": self.publication.publisher,
            "signer": lists.UNTOLD,
        }

    def _legal_bases(self, decision: Mapping[str, Any]) -> list[dict[str, Any]]:
        cited = list(bases.cited_in(self.published.parts.get(Part.BASES, ())))
        words = {
            "number": "số",
            "issued_on": "ngày (ghi tạm ngày đầu năm)",
            "issuer": "nơi ban hành",
        }
        for one in cited:
            if one.basis is None and not lists.is_empty(one.text):
                self.doubts.add("legal_bases", f"Căn cứ chưa đọc được: {one.text}")
            elif one.basis is not None and one.guessed:
                missing = ", ".join(words[part] for part in one.guessed)
                self.doubts.add("legal_bases", f"Thiếu {missing}: {one.basis['title'][:200]}")
        found = [one.basis for one in cited if one.basis is not None]
        if found:
            return found
        self.doubts.add("legal_bases", "Chưa có căn cứ nào đọc được; tạm dẫn quyết định công bố.")
        return [
            {
                "number": decision["number"],
                "title": "Quyết định công bố thủ tục",
                "issued_on": decision["signed_on"],
                "issuer": decision["issuer"],
            }
        ]

    def _keep_the_rest(self, plain: Mapping[str, Any]) -> None:
        """Keep word for word, as a doubt, what has found no place in the record."""
        steps = [step["name"] + step["text"] for step in plain["steps"]]
        kept = reading.squeeze("\n".join(_strings([plain, self.doubts.plain(), steps])))
        lost = [
            f"{part.value}: {paragraph.text}"
            for part, paragraph in self.published.paragraphs()
            if reading.squeeze(paragraph.text) not in kept
        ]
        if lost:
            self.doubts.add("to_verify", "\n".join(["Nguyên văn chưa xếp vào bản ghi.", *lost]))


def _strings(plain: object) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, Mapping):
        for value in plain.values():
            yield from _strings(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _strings(value)

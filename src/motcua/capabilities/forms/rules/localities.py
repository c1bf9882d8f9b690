"""The commune of today in which an address was understood to lie, kept beside the answer.

An answer stays as it was typed and valid against its form's schema; what was understood of it, and
what the person chose where several communes were possible, stands here and goes when the answer does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from motcua.capabilities.forms.rules import text
from motcua.capabilities.forms.rules.shapes import Field, Json
from motcua.foundation.kernel.errors import FieldProblem

KEEP: Final = "keep"
"""What is posted to leave an address as it was typed."""
CHOICE: Final = "{field}-today"
"""How the choice of a commune is named among the boxes of a page."""
PROBLEM: Final = "locality"


class Commune(msgspec.Struct, frozen=True, kw_only=True):
    """A commune of today that an address may lie in."""

    code: str
    path: str
    province_code: str
    was: str = ""
    """The commune of before 1 July 2025 that was written, in full; empty if it was written as of today."""

    @property
    def words(self) -> str:
        """Its name with its province's, as inside a sentence."""
        return in_a_sentence(self.path)

    @property
    def origin(self) -> str:
        """What was written of before the reform, to tell it from others of the name."""
        return _("Trước 01/7/2025: {was}").format(was=self.was) if self.was else ""


class Locality(msgspec.Struct, frozen=True, kw_only=True):
    """What an address came to."""

    of: str
    """The words it was read from; it holds for no others."""
    among: tuple[Commune, ...] = ()
    """Those it may lie in; where none bears the name, those that may have been meant."""
    is_found: bool = True
    """Whether a commune of that name was found."""
    is_told: bool = True
    """Whether the communes of its province are known here at all."""
    code: str = ""
    """The commune it lies in: the only one, or the one that was chosen."""
    is_kept: bool = False
    """Whether the person left it as typed, without knowing the commune."""

    @property
    def commune(self) -> Commune | None:
        """The commune it lies in, once that is known."""
        return next((one for one in self.among if one.code == self.code), None)

    @property
    def is_choice(self) -> bool:
        """Whether the person must say where it lies: it was divided, several bear the name, or none."""
        return self.is_told and (not self.is_found or len(self.among) > 1)

    @property
    def is_open(self) -> bool:
        """Whether that has not been said yet."""
        return self.is_choice and not self.code and not self.is_kept

    @property
    def was_divided(self) -> str:
        """The commune of before that went to all of these; empty if they have other origins."""
        origins = {one.was for one in self.among}
        return in_a_sentence(min(origins)) if len(origins) == 1 and self.is_found else ""

    @property
    def question(self) -> str:
        """What the person is asked, where there is a choice."""
        if not self.is_found and self.among:
            return _("Có phải bạn muốn nói:")
        if not self.is_found:
            return _("Không có xã, phường nào tên như vậy")
        if self.was_divided:
            return _(
                "Ngày 01/7/2025, {was} được chia cho các xã, phường sau. Nơi ấy nay thuộc đâu?"
            ).format(was=self.was_divided)
        return _("Nhiều nơi có tên này. Bạn muốn nói nơi nào?")


Localities = Mapping[str, Locality]
"""By the identifier of the question."""
NOWHERE: Final[Localities] = {}


@dataclass(frozen=True, kw_only=True)
class Lines:
    """An address as it was typed: what stands before the commune, the commune, the province chosen."""

    before: str
    commune: str
    province: str
    is_listed: bool
    """Whether the province was chosen from a list."""

    @property
    def key(self) -> str:
        """The words by which a locality is known to be this address's."""
        return f"{self.before}\n{self.commune}\n{self.province}"


def lines_of(field: Field, answer: Json) -> Lines | None:
    """Return the lines of an address; None while no commune or no province was typed."""
    if not isinstance(answer, dict):
        return None
    parts = {name: answer.get(name) for name in ("detail", "commune", "province")}
    before, commune, province = (part if isinstance(part, str) else "" for part in parts.values())
    if not commune or not province:
        return None
    chosen = field.part("province")
    is_listed = chosen is not None and province in chosen.texts
    return Lines(before=before, commune=commune, province=province, is_listed=is_listed)


def choose(locality: Locality, said: str) -> Locality:
    """Return the locality with what the person said of it; what was not offered says nothing."""
    if not locality.is_choice:
        return locality
    if said == KEEP:
        return _with(locality, code="", is_kept=True)
    if said in {one.code for one in locality.among}:
        return _with(locality, code=said, is_kept=False)
    return locality


def settle(locality: Locality) -> Locality:
    """Return a locality just found with its commune, if it can be only one."""
    if locality.is_choice or len(locality.among) != 1:
        return locality
    return _with(locality, code=locality.among[0].code, is_kept=False)


def _with(locality: Locality, *, code: str, is_kept: bool) -> Locality:
    return msgspec.structs.replace(locality, code=code, is_kept=is_kept)


def problem(field: str, locality: Locality) -> FieldProblem:
    """Return what the person is asked to say, beside the commune's box."""
    if not locality.is_found:
        words = _("Không tìm thấy xã, phường này. Hãy xem lại, hoặc giữ như đã ghi.")
    elif locality.was_divided:
        words = _("Xã, phường này đã được chia. Hãy chọn: nơi ấy nay thuộc đâu.")
    else:
        words = _("Nhiều nơi có tên này. Hãy chọn nơi bạn muốn nói.")
    return FieldProblem(field=f"{field}.commune", text=words, code=PROBLEM)


def said_of(locality: Locality) -> str:
    """Return in words where an address lies today; nothing if it was written in words of today."""
    commune = locality.commune
    if commune is not None:
        if commune.was:
            return _("Địa chỉ này nay thuộc {now} (trước 01/7/2025: {was}).").format(
                now=commune.words, was=in_a_sentence(commune.was)
            )
        return _("Địa chỉ này thuộc {now}.").format(now=commune.words) if locality.is_choice else ""
    if not locality.is_choice:
        return ""
    if not locality.is_found or not locality.among:
        return _("Chưa rõ địa chỉ này thuộc xã, phường nào.")
    return _("Chưa rõ địa chỉ này nay thuộc nơi nào trong các nơi: {places}.").format(
        places="; ".join(one.words for one in locality.among)
    )


def in_a_sentence(path: str) -> str:
    """Return "Phường Giảng Võ, Thành phố Hà Nội" as it stands inside a sentence."""
    return ", ".join(text.lower_first(part) for part in path.split(", "))


def to_json(localities: Localities) -> dict[str, Any]:
    """Return localities as they are stored."""
    return {name: msgspec.to_builtins(one) for name, one in localities.items()}


def from_json(stored: object) -> dict[str, Locality]:
    """Return stored localities; those of a shape of other times are found again."""
    if not isinstance(stored, Mapping):
        return {}
    found = {}
    for name, one in stored.items():
        try:
            found[str(name)] = msgspec.convert(one, Locality)
        except msgspec.ValidationError:
            continue
    return found


def still_of(lines: Mapping[str, Lines], known: Localities) -> dict[str, Locality]:
    """Return those localities whose address is still as they were read from."""
    return {
        name: known[name]
        for name, one in lines.items()
        if name in known and known[name].of == one.key
    }

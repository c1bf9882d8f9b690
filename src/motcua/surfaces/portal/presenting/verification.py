"""What a stranger hands in to have a paper verified."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from motcua.composition.casework.sending import Files

LONGEST: Final = 40
SLASH: Final = "/"


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A code, or a file, or what is wrong with both."""

    code: str = ""
    content: bytes = b""
    problem: str = ""
    field: str = "code"


def read(posted: Mapping[str, str], files: Files, *, largest: int) -> Handed:
    """Return what was handed in; the code wins, because it is what papers are found by."""
    code = posted.get("code", "").strip().replace(SLASH, "")[:LONGEST]
    if code:
        return Handed(code=code)
    file = files.get("file")
    if file is None:
        return Handed(problem=_("Hãy gõ mã xác minh in trên giấy, hoặc chọn tệp PDF."))
    if not file.size or file.size > largest:
        return Handed(
            problem=_("Tệp trống hoặc lớn hơn 20 MB. Hãy chọn đúng tệp PDF đã nhận."), field="file"
        )
    return Handed(content=file.read())

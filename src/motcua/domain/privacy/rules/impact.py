"""What only people know of the impact of processing, by the letters of Article 24.1 of Decree 13/2023: a table."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Particular:
    """One thing that people state of the processing."""

    name: str
    label: Promise
    article: str
    """Of Decree 13/2023."""
    by_procedure: bool = False
    """Whether a procedure may have a statement of its own beside that of the installation."""


PARTICULARS: Final = (
    Particular(name="controller", label=_("Bên kiểm soát: tên, địa chỉ, liên hệ"), article="24.1.a"),
    Particular(
        name="officer", label=_("Bộ phận, người phụ trách bảo vệ dữ liệu và liên hệ"), article="24.1.b"
    ),
    Particular(
        name="abroad", label=_("Chuyển dữ liệu ra nước ngoài: có không, đi đâu"), article="24.1.e"
    ),
    Particular(
        name="consequences", label=_("Mức độ ảnh hưởng; hậu quả, thiệt hại có thể xảy ra"),
        article="24.1.i", by_procedure=True,
    ),
    Particular(
        name="reduction", label=_("Biện pháp giảm thiểu, loại bỏ nguy cơ"), article="24.1.i",
        by_procedure=True,
    ),
    Particular(
        name="sent", label=_("Đã gửi Bộ Công an: ngày, số văn bản, phần đã thay đổi sau đó"),
        article="24.4, 24.6",
    ),
)  # fmt: skip


def list_particulars(procedure_code: str) -> tuple[Particular, ...]:
    """Return what is stated of a procedure, or of the installation where the code is empty."""
    return tuple(one for one in PARTICULARS if one.by_procedure or not procedure_code)

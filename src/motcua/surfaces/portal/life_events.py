"""What happens in a life, and the words that find what to do about it."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class LifeEvent:
    """One door into the catalogue. ``query`` is searched as if the citizen had typed it."""

    title: str | Promise
    text: str | Promise
    query: str


LIFE_EVENTS: Final = (
    LifeEvent(
        title=_("Có con"),
        text=_("Khai sinh, số định danh, nhập hộ khẩu cho con"),
        query="khai sinh cho con",
    ),
    LifeEvent(
        title=_("Kết hôn"),
        text=_("Giấy xác nhận tình trạng hôn nhân để đăng ký kết hôn"),
        query="xác nhận tình trạng hôn nhân",
    ),
    LifeEvent(
        title=_("Chuyển chỗ ở"),
        text=_("Đăng ký thường trú ở nơi mới"),
        query="đăng ký thường trú",
    ),
    LifeEvent(
        title=_("Mở cửa hàng"),
        text=_("Thành lập hộ kinh doanh"),
        query="đăng ký hộ kinh doanh",
    ),
    LifeEvent(
        title=_("Cần bản sao có chứng thực"),
        text=_("Bằng cấp, căn cước, hợp đồng và giấy tờ khác"),
        query="chứng thực bản sao",
    ),
    LifeEvent(
        title=_("Cần giấy hộ tịch đã cấp trước đây"),
        text=_("Bản sao trích lục khai sinh, kết hôn, khai tử"),
        query="bản sao trích lục hộ tịch",
    ),
)

"""Kinds of personal data, as Articles 2.3 and 2.4 of Decree 13/2023 name them: a table. No table is read."""

from collections.abc import Iterable
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DataKind(TextChoices):
    """What a piece of personal data tells of somebody: the basic kinds first, then the sensitive ones."""

    NAME = "name", _("Họ tên")
    LIFE_DATES = "life-dates", _("Ngày sinh, ngày chết")
    SEX = "sex", _("Giới tính")
    PLACE = "place", _("Nơi sinh, quê quán, nơi cư trú, địa chỉ")
    NATIONALITY = "nationality", _("Quốc tịch")
    IMAGE = "image", _("Hình ảnh")
    NUMBER = "number", _("Số điện thoại, số định danh và số giấy tờ")
    MARRIAGE = "marriage", _("Tình trạng hôn nhân")
    FAMILY = "family", _("Quan hệ gia đình")
    ACCOUNT = "account", _("Tài khoản số, hoạt động trên mạng")
    OTHER = "other", _("Thông tin khác về một người")
    BELIEFS = "beliefs", _("Quan điểm chính trị, tôn giáo")
    HEALTH = "health", _("Sức khỏe, đời tư trong bệnh án")
    ORIGIN = "origin", _("Dân tộc, chủng tộc")
    GENES = "genes", _("Đặc điểm di truyền")
    BODY = "body", _("Đặc điểm sinh học riêng (vân tay, khuôn mặt…)")
    INTIMACY = "intimacy", _("Đời sống, xu hướng tình dục")
    CRIME = "crime", _("Tội phạm, hành vi phạm tội")
    BANKING = "banking", _("Khách hàng, tài khoản ngân hàng")
    LOCATION = "location", _("Vị trí qua định vị")
    SPECIAL = "special", _("Dữ liệu khác luật định là đặc thù")


ARTICLES: Final = {
    DataKind.NAME: "2.3.a", DataKind.LIFE_DATES: "2.3.b", DataKind.SEX: "2.3.c",
    DataKind.PLACE: "2.3.d", DataKind.NATIONALITY: "2.3.đ", DataKind.IMAGE: "2.3.e",
    DataKind.NUMBER: "2.3.g", DataKind.MARRIAGE: "2.3.h", DataKind.FAMILY: "2.3.i",
    DataKind.ACCOUNT: "2.3.k", DataKind.OTHER: "2.3.l",
    DataKind.BELIEFS: "2.4.a", DataKind.HEALTH: "2.4.b", DataKind.ORIGIN: "2.4.c",
    DataKind.GENES: "2.4.d", DataKind.BODY: "2.4.đ", DataKind.INTIMACY: "2.4.e",
    DataKind.CRIME: "2.4.g", DataKind.BANKING: "2.4.h", DataKind.LOCATION: "2.4.i",
    DataKind.SPECIAL: "2.4.k",
}  # fmt: skip
"""Where Decree 13/2023 names the kind."""


def is_sensitive(kind: DataKind) -> bool:
    """Say whether the kind is sensitive (Article 2.4 of Decree 13/2023)."""
    return ARTICLES[kind].startswith("2.4.")


def name_kinds(codes: Iterable[str]) -> list[str]:
    """Return the names of kinds in the order of the decree; codes of none are left out."""
    wanted = set(codes)
    return [str(kind.label) for kind in DataKind if kind in wanted]

"""The five subjects asked about, in the terms of Article 31 of Decree 61/2018, and the marks."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Subject31(TextChoices):
    """What a question is about; the letters are the points of Article 31.1."""

    TIME = "time", _("Thời gian giải quyết so với giấy hẹn")
    CONTACTS = "contacts", _("Số lần và số nơi phải liên hệ để hoàn thiện hồ sơ")
    INFORMATION = "information", _("Thông tin về thủ tục: đúng, đủ, dễ hiểu")
    ATTITUDE = "attitude", _("Thái độ của người hướng dẫn, tiếp nhận và giải quyết")
    RESULT = "result", _("Kết quả và chi phí: đúng quy định, không phải chi thêm")


ARTICLE = {
    Subject31.TIME: "Điều 31.1.a",
    Subject31.CONTACTS: "Điều 31.1.b, c",
    Subject31.INFORMATION: "Điều 31.1.d",
    Subject31.ATTITUDE: "Điều 31.1.đ",
    Subject31.RESULT: "Điều 31.1.e",
}


class Mark(IntegerChoices):
    """How satisfied somebody is; nothing is chosen beforehand."""

    VERY_SATISFIED = 5, _("Rất hài lòng")
    SATISFIED = 4, _("Hài lòng")
    NEUTRAL = 3, _("Bình thường")
    DISSATISFIED = 2, _("Không hài lòng")
    VERY_DISSATISFIED = 1, _("Rất không hài lòng")


SATISFIED_FROM = Mark.SATISFIED
"""A mark counts as satisfied from here up, as in the survey of the Ministry of Home Affairs."""

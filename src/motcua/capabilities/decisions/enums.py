"""Kinds of values, and how a table chooses among the rows that hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ValueKind(models.TextChoices):
    """What a column holds; the value is DMN's ``typeRef``."""

    STRING = "string", _("Chữ")
    NUMBER = "number", _("Số")
    BOOLEAN = "boolean", _("Có hoặc không")


class HitPolicy(models.TextChoices):
    """Which of the rows that hold count (DMN 1.3, clause 8.2.8)."""

    UNIQUE = "UNIQUE", _("Mỗi trường hợp đúng một dòng (U)")
    FIRST = "FIRST", _("Lấy dòng đầu tiên khớp, từ trên xuống (F)")
    COLLECT = "COLLECT", _("Lấy mọi dòng khớp (C)")
    SUM = "COLLECT SUM", _("Cộng mọi dòng khớp (C+)")


class FaultKind(models.TextChoices):
    """What the analysis of a table finds."""

    GAP = "gap", _("Chưa có dòng nào")
    OVERLAP = "overlap", _("Nhiều dòng cùng khớp")
    DEAD = "dead", _("Dòng không bao giờ dùng đến")

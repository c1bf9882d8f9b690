"""Kinds of registries and exchanges."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class System(models.TextChoices):
    """The registries that are asked."""

    POPULATION = "population", _("Cơ sở dữ liệu quốc gia về dân cư")
    CIVIL_STATUS = "civil_status", _("Cơ sở dữ liệu hộ tịch điện tử")


class Operation(models.TextChoices):
    """What is asked of a registry."""

    LOOK_UP_PERSON = "look_up_person", _("Tra cứu thông tin công dân")
    RECORD_BIRTH = "record_birth", _("Ghi nội dung khai sinh")


class Outcome(models.TextChoices):
    """How an exchange ended."""

    FOUND = "found", _("Có thông tin")
    NOT_FOUND = "not_found", _("Không có thông tin")
    RECORDED = "recorded", _("Đã ghi")
    ALREADY_RECORDED = "already_recorded", _("Đã ghi trước đó")
    CORRECTED = "corrected", _("Đã sửa nội dung ghi")
    REFUSED = "refused", _("Bị từ chối")
    UNAVAILABLE = "unavailable", _("Không kết nối được")


class Sex(models.TextChoices):
    """Sex as the registries record it."""

    MALE = "male", _("Nam")
    FEMALE = "female", _("Nữ")

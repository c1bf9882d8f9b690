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
    RECORD_DEATH = "record_death", _("Ghi nội dung khai tử")
    RECORD_MARRIAGE = "record_marriage", _("Ghi nội dung kết hôn")


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


class Book(models.TextChoices):
    """Books whose entries give nobody a PIN; each kind of event has its own (Article 58.1)."""

    DEATH = "death", _("Sổ đăng ký khai tử")
    MARRIAGE = "marriage", _("Sổ đăng ký kết hôn")

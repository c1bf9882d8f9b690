"""Kinds of workflow."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

APPLICANT: Final = "applicant"
"""The role of the person who lodged: the only one that no officer's post can hold."""


class NodeKind(models.TextChoices):
    """What a model may be made of; everything else of BPMN 2.0 is refused."""

    START = "startEvent", _("Bắt đầu")
    END = "endEvent", _("Kết thúc")
    USER = "userTask", _("Công việc của người")
    SERVICE = "serviceTask", _("Công việc của hệ thống")
    EXCLUSIVE = "exclusiveGateway", _("Rẽ nhánh")
    PARALLEL = "parallelGateway", _("Song song")


class TaskState(models.TextChoices):
    """How far a task is; derived from its moments."""

    OPEN = "open", _("Đang chờ xử lý")
    DONE = "done", _("Đã xử lý")
    CANCELLED = "cancelled", _("Đã hủy")

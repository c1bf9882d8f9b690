"""What somebody may do for another, on what it rests, and how it stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """What is done in another's name."""

    LODGE = "lodge", _("Nộp và bổ sung hồ sơ")
    FOLLOW = "follow", _("Theo dõi hồ sơ")
    RECEIVE = "receive", _("Nhận kết quả")
    PAY = "pay", _("Nộp phí, lệ phí")


class Basis(TextChoices):
    """On what the right to act for another rests."""

    CONSENT = "consent", _("Hai bên đồng ý trên cổng")
    PAPER = "paper", _("Giấy ủy quyền")
    PARENT = "parent", _("Cha, mẹ của người chưa thành niên")
    GUARDIAN = "guardian", _("Người giám hộ")


class Side(TextChoices):
    """The two people of an authorisation."""

    REPRESENTED = "represented", _("Người ủy quyền")
    REPRESENTATIVE = "representative", _("Người được ủy quyền")


class State(TextChoices):
    """How an authorisation stands; whether its days are over is read from the calendar."""

    ASKED = "asked", _("Chờ trả lời")
    GIVEN = "given", _("Có hiệu lực")
    DECLINED = "declined", _("Không đồng ý")
    ENDED = "ended", _("Đã chấm dứt")
    CONTESTED = "contested", _("Bị phản đối")


class Act(TextChoices):
    """What happens to an authorisation."""

    ASK = "ask", _("Đề nghị ủy quyền")
    RECORD = "record", _("Ghi nhận giấy tờ tại quầy")
    ACCEPT = "accept", _("Đồng ý")
    DECLINE = "decline", _("Không đồng ý")
    END = "end", _("Chấm dứt ủy quyền")
    CONTEST = "contest", _("Phản đối việc làm thay")

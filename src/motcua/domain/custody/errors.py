"""What the custody context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class PackNotFound(NotFound):
    """There is no such pack of papers, or none this officer has to do with."""

    code = "custody.not-found"
    message = _("Không tìm thấy hồ sơ giấy này.")


class NotYoursToGive(Refusal):
    """Only who holds the papers gives them; only who they are meant for takes them (Article 18.2)."""

    code = "custody.not-yours"
    message = _("Hồ sơ giấy đang “{place}”: vị trí công tác của bạn không giao, không nhận được.")
    status = 403


class SameHands(Refusal):
    """Giver and receiver are two people: each confirms for the other."""

    code = "custody.same-hands"
    message = _("Người giao và người nhận phải là hai người.")


class PackMoved(Refusal):
    """Somebody gave or took the papers meanwhile."""

    code = "custody.moved"
    message = _("Hồ sơ giấy vừa được giao hoặc nhận. Hãy xem lại nơi đang giữ.")


class NotInPack(Refusal):
    """A paper is said to be missing that never was in the pack, or is missing already."""

    code = "custody.not-in-pack"
    message = _("Giấy tờ này không có trong hồ sơ giấy đang giao nhận.")
    status = 422


class NothingMissing(Refusal):
    """No paper of the pack is missing, or the apology for it was signed."""

    code = "custody.nothing-missing"
    message = _("Không có giấy tờ nào đang thiếu mà chưa xin lỗi.")


class PapersElsewhere(Refusal):
    """Originals go back to the applicant from the desk, which must hold them (Article 20.2)."""

    code = "custody.papers-elsewhere"
    message = _("Bản chính đang “{place}”. Hãy nhận về Bộ phận Một cửa rồi trả người nộp.")

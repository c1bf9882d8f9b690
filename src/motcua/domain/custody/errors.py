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


class NothingCounted(Refusal):
    """Papers are taken over together, and none was scanned."""

    code = "custody.nothing-counted"
    message = _("Chưa quét hồ sơ nào trong lần giao này. Quét hoặc gõ số, rồi xác nhận.")
    status = 422


class NotInPack(Refusal):
    """A paper is said to be missing that never was in the pack, or is missing already."""

    code = "custody.not-in-pack"
    message = _("Giấy tờ này không có trong hồ sơ giấy đang giao nhận.")
    status = 422


class MissingAndDamaged(Refusal):
    """A paper that is not there cannot be spoilt as well."""

    code = "custody.missing-and-damaged"
    message = _("Một giấy tờ không thể vừa thiếu vừa hư hỏng: chỉ đánh dấu một trong hai.")
    status = 422


class LossNotFound(NotFound):
    """There is no such loss, or none this officer has to do with."""

    code = "custody.loss-not-found"
    message = _("Không tìm thấy việc mất, hư hỏng giấy tờ này.")


class NothingOwed(Refusal):
    """What was lost is there again, or what was owed for it was done."""

    code = "custody.nothing-owed"
    message = _("Việc này đã làm xong hoặc không còn phải làm. Hãy xem lại tình trạng.")


class NotSentByPost(Refusal):
    """Only what was sent by post is lost by it; what was fetched was seen by who fetched it (Article 21.3)."""

    code = "custody.not-sent-by-post"
    message = _("Kết quả này chưa được gửi qua bưu chính, nên không ghi nhận mất khi gửi được.")


class LossOpen(Refusal):
    """It was put on record that the result was lost, and the agency is at it."""

    code = "custody.loss-open"
    message = _("Việc kết quả bị mất, hư hỏng đã được ghi nhận và đang được giải quyết.")


class NotTheApplicants(Refusal):
    """Papers in the agency's or the post's care are not at the applicant's risk (Article 21.2)."""

    code = "custody.not-the-applicants"
    message = _(
        "Người nộp không chịu trách nhiệm, không trả chi phí cho việc này. Hãy chọn bên khác."
    )
    status = 422


class PapersElsewhere(Refusal):
    """Originals go back to the applicant from the desk, which must hold them (Article 20.2)."""

    code = "custody.papers-elsewhere"
    message = _("Bản chính đang “{place}”. Hãy nhận về Bộ phận Một cửa rồi trả người nộp.")

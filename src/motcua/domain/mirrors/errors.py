"""What the mirrors context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class MirrorNotFound(NotFound):
    """There is no such dossier of another system, or none this person may see."""

    code = "mirrors.not-found"
    message = _("Không tìm thấy hồ sơ này ở hệ thống khác, hoặc bạn không có quyền xem.")


class SequenceTaken(Refusal):
    """Another word came under this sequence: which of them is true nobody here can tell."""

    code = "mirrors.sequence-taken"
    message = _("Lần cập nhật {sequence} của hồ sơ {number} đã đến với nội dung khác.")


class AnotherPerson(Refusal):
    """A dossier does not change its applicant by a later word."""

    code = "mirrors.another-person"
    message = _("Hồ sơ {number} đã đến với người nộp khác.")

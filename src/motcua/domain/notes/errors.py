"""What the notes context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class NoteNotFound(NotFound):
    """There is no such note, or it is in a dossier that the officer may not see."""

    code = "notes.not-found"
    message = _("Không tìm thấy ghi chú này.")


class WordsNeeded(Refusal):
    """A note, or the reason to retract one, has no words."""

    code = "notes.words-needed"
    message = _("Viết nội dung, tối đa {longest} ký tự.")
    status = 422


class NotYourNote(Refusal):
    """Whoever wrote a note retracts it, nobody else."""

    code = "notes.not-yours"
    message = _(
        "Chỉ người viết mới rút được ghi chú của mình. Bạn có thể viết ghi chú mới để nói lại."
    )


class AlreadyRetracted(Refusal):
    """The note was retracted before."""

    code = "notes.already-retracted"
    message = _("Ghi chú này đã được rút.")


class NotAColleague(Refusal):
    """Somebody was chosen who does not serve the dossier's agencies today."""

    code = "notes.not-a-colleague"
    message = _("Chọn đồng nghiệp trong danh sách: người đang phục vụ tại cơ quan của hồ sơ này.")
    status = 422

"""What only the meeting of contexts can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import Refusal


class NotProvided(Refusal):
    """The agency does not receive dossiers of this procedure in this way."""

    code = "casework.not-provided"
    message = _("Cơ quan này không nhận thủ tục đã chọn theo cách nộp này. Hãy chọn cơ quan khác.")
    status = 422


class AgencyNotChosen(Refusal):
    """Somebody begins without saying where the dossier shall go."""

    code = "casework.agency-not-chosen"
    message = _("Hãy chọn nơi giải quyết.")
    status = 422


class ForWhomNotChosen(Refusal):
    """Who may act for others begins without saying for whom, or for somebody who lets them no more."""

    code = "casework.for-whom-not-chosen"
    message = _("Chọn bạn làm hồ sơ này cho ai.")
    status = 422


class IdentityNotVerified(Refusal):
    """Letting others act, and acting for others, needs a verified electronic identity (level 2)."""

    code = "casework.identity-not-verified"
    message = _(
        "Để ủy quyền hoặc nhận ủy quyền trên cổng, bạn cần tài khoản định danh điện tử mức độ 2. Bạn cũng có thể"
        " mang giấy ủy quyền đến bộ phận một cửa."
    )
    status = 403


class AssuranceTooLow(Refusal):
    """Lodging needs a verified electronic identity (level 2)."""

    code = "casework.assurance-too-low"
    message = _(
        "Để nộp hồ sơ trực tuyến, bạn cần tài khoản định danh điện tử mức độ 2. Hãy nâng mức tài"
        " khoản tại cơ quan công an gần nhất, hoặc nộp hồ sơ trực tiếp tại bộ phận một cửa."
    )
    status = 403


class NotYourStep(Refusal):
    """The task waits for another role: whom the agency gave it to (Article 19.1)."""

    code = "casework.not-your-step"
    message = _("Bước này do người khác thực hiện.")
    status = 403


class NamedToAnother(Refusal):
    """The head of the agency gave the task to one person by name (Article 19.1)."""

    code = "casework.named-to-another"
    message = _(
        "Bước này đã được phân công cho {name}. Người phân công có thể giao lại hoặc thu về để người"
        " khác làm."
    )
    status = 403


class SignsOwnDraft(Refusal):
    """Who stands in for the signatory did an earlier step of the dossier: two people stand behind a paper."""

    code = "casework.signs-own-draft"
    message = _(
        "Bạn đã làm một bước trước của hồ sơ này nên không ký thay ở đây. "
        "Hãy để người khác có thẩm quyền ký."
    )
    status = 403


class NothingSignedHere(Refusal):
    """The step does not end with the officer's signature: it is done on its own page."""

    code = "casework.nothing-signed-here"
    message = _("Bước này không kết thúc bằng chữ ký. Hãy mở hồ sơ và làm bước đó riêng.")
    status = 409


class NotOfThisStep(Refusal):
    """Only who holds the step's role in its agency today can be named for it (Article 19.1)."""

    code = "casework.not-of-this-step"
    message = _("Hãy chọn một người đang giữ vai trò của bước này tại cơ quan.")
    status = 422


class WrongAgency(Refusal):
    """A dossier is directed to another agency, not to the one that holds it."""

    code = "casework.wrong-agency"
    message = _("Hãy chọn cơ quan khác có thẩm quyền giải quyết thủ tục này.")
    status = 422


class NotASuccessor(Refusal):
    """Only an agency that took over from the one that ended takes its dossiers and officers."""

    code = "casework.not-a-successor"
    message = _("Hãy chọn một trong các cơ quan kế thừa.")
    status = 422


class PaperNotAsked(Refusal):
    """Nobody asks for this paper in the case that the answers describe."""

    code = "casework.paper-not-asked"
    message = _("Với những gì bạn đã khai, hồ sơ không cần giấy tờ này. Hãy mở lại trang giấy tờ.")
    status = 422


class TooManyFiles(Refusal):
    """A question has as many files as it takes."""

    code = "casework.too-many-files"
    message = _("Mục “{label}” chỉ nhận tối đa {limit} tệp. Hãy bỏ bớt rồi chọn lại.")
    status = 422


class EnteredInBook(Refusal):
    """What a paper says of a civil-status entry is put right in the book first (Civil Status Law, 27-28)."""

    code = "casework.entered-in-book"
    message = _(
        "Kết quả này lấy từ sổ hộ tịch. Phải cải chính trong sổ trước (Luật Hộ tịch 2014, Điều 27 và 28);"
        " việc đó chưa làm được ở đây."
    )


class NobodyTookOver(Refusal):
    """An agency ended, and no other goes on with the procedure: nobody could handle the dossier again."""

    code = "casework.nobody-took-over"
    message = _(
        "{agency} đã kết thúc hoạt động từ {ended:%d/%m/%Y} và chưa có cơ quan nào kế thừa thủ tục này."
        " Hãy đề nghị cơ quan kiểm soát thủ tục hành chính xác định cơ quan kế thừa."
    )


class SeveralTookOver(Refusal):
    """Several agencies took over: the head of the one that goes on with the dossier says so."""

    code = "casework.several-took-over"
    message = _(
        "Nhiều cơ quan cùng kế thừa thủ tục này: {agencies}. Người đứng đầu cơ quan sẽ giải quyết lại"
        " phải là người ghi quyết định."
    )


class NothingCorrected(Refusal):
    """A corrected result says something else than the one before it."""

    code = "casework.nothing-corrected"
    message = _("Chưa sửa chỗ nào: nội dung vẫn như kết quả đã cấp.")
    status = 422


class AnswerNotChosen(Refusal):
    """The declarant sent the draft entry back without a word on it."""

    code = "casework.answer-not-chosen"
    message = _("Hãy chọn: nội dung đã đúng, hay cần sửa.")
    status = 422


class RegisterTooLong(Refusal):
    """More lines are asked for than one print of an open register holds."""

    code = "casework.register-too-long"
    message = _(
        "Mỗi lần in sổ được nhiều nhất {most} dòng. Hãy lọc theo tháng, hoặc tải bảng tính."
    )
    status = 422

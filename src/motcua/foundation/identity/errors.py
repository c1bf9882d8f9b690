"""What identity refuses, and the sentence for each refusal."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal, TooOften


class SignInRefused(Refusal):
    """A sign-in did not succeed. The kinds below say why."""

    code = "identity.sign-in-refused"
    message = _("Không đăng nhập được. Vui lòng thử lại.")
    status = 403


class WrongCredentials(SignInRefused):
    """The login name is unknown, the password is wrong, or the account is closed: one sentence."""

    code = "identity.wrong-credentials"
    message = _("Tên đăng nhập hoặc mật khẩu không đúng.")


class WrongCode(SignInRefused):
    """The code of the second factor is wrong, too old, or was used before."""

    code = "identity.wrong-code"
    message = _("Mã xác thực không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trong ứng dụng.")


class TooManyAttempts(SignInRefused):
    """This account or this address tried too often."""

    code = "identity.too-many-attempts"
    message = _("Bạn đã thử quá nhiều lần. Vui lòng đợi {minutes} phút rồi thử lại.")
    status = 429


class TooManyLookUps(TooOften):
    """This address asked after too many numbers."""

    code = "identity.too-many-look-ups"
    message = _("Bạn đã tra cứu quá nhiều lần. Vui lòng đợi {seconds} giây rồi tra cứu lại.")


class SignInExpired(SignInRefused):
    """The sign-in took too long, was finished already, or did not begin in this browser."""

    code = "identity.sign-in-expired"
    message = _(
        "Lần đăng nhập này đã hết hạn hoặc không bắt đầu từ trình duyệt này. Hãy bắt đầu lại."
    )


class SignInCancelled(SignInRefused):
    """The person turned back at the identity provider."""

    code = "identity.sign-in-cancelled"
    message = _("Bạn đã dừng đăng nhập. Chưa có thông tin nào được chia sẻ.")


class NotSignedInAnew(SignInRefused):
    """On a shared screen the provider let in whom it still knew, and asked nobody who is there."""

    code = "identity.not-signed-in-anew"
    message = _(
        "Máy này nhiều người dùng, mà lần đăng nhập vừa rồi là của người trước. Hãy đăng xuất tài khoản"
        " định danh rồi đăng nhập lại bằng tài khoản của bạn."
    )


class SharedCodeUnknown(Refusal):
    """The code that makes a device a shared screen was given out by no desk lately."""

    code = "identity.shared-code-unknown"
    message = _("Mã không đúng hoặc đã quá 15 phút. Hãy lấy mã mới ở Bộ phận Một cửa.")
    status = 422


class OfficersDevice(Refusal):
    """An officer is signed in in the browser that is to be a shared screen."""

    code = "identity.officers-device"
    message = _(
        "Trình duyệt này đang đăng nhập tài khoản cán bộ. Hãy mở trang này trên máy dành cho người dân,"
        " hoặc đăng xuất trước."
    )


class NoMoreTime(Refusal):
    """A session on a shared screen was prolonged as often as that is done."""

    code = "identity.no-more-time"
    message = _(
        "Phiên này đã được thêm giờ mười lần. Những gì bạn đã lưu vẫn còn trong tài khoản: hãy kết thúc"
        " rồi đăng nhập lại."
    )
    status = 409


class ProviderUnreachable(SignInRefused):
    """The identity provider does not answer."""

    code = "identity.provider-unreachable"
    message = _("Hệ thống định danh đang không trả lời. Vui lòng thử lại sau ít phút.")
    status = 503


class ProviderAnswerRefused(SignInRefused):
    """What the provider sent does not prove who signed in."""

    code = "identity.provider-answer-refused"
    message = _("Không xác minh được câu trả lời của hệ thống định danh. Hãy đăng nhập lại từ đầu.")


class IncompleteIdentity(SignInRefused):
    """The provider did not say who this is: no issuer, no subject or no name."""

    code = "identity.incomplete"
    message = _("Hệ thống định danh không gửi đủ thông tin về bạn. Vui lòng đăng nhập lại.")


class MissingPin(SignInRefused):
    """The electronic identity has no personal identification number, or one of a wrong form."""

    code = "identity.missing-pin"
    message = _(
        "Tài khoản định danh của bạn không có số định danh cá nhân 12 chữ số. "
        "Hãy đến Công an cấp xã để được cấp hoặc cập nhật số định danh."
    )


class AssuranceTooLow(SignInRefused):
    """The electronic identity is of a lower level than the portal asks for."""

    code = "identity.assurance-too-low"
    message = _(
        "Tài khoản định danh của bạn ở mức {level}; cổng dịch vụ công cần mức {minimum}. "
        "Hãy đến Công an cấp xã để nâng mức tài khoản."
    )


class PinChanged(SignInRefused):
    """A known electronic identity came with the number of another person."""

    code = "identity.pin-changed"
    message = _(
        "Số định danh cá nhân không khớp với lần đăng nhập trước. "
        "Vui lòng liên hệ Bộ phận Một cửa để được kiểm tra."
    )


class AccountClosed(SignInRefused):
    """The account was closed by the installation's operator."""

    code = "identity.account-closed"
    message = _("Tài khoản đã bị khóa. Vui lòng liên hệ Bộ phận Một cửa.")


class NoCurrentPost(SignInRefused):
    """The officer holds no post today."""

    code = "identity.no-current-post"
    message = _("Bạn hiện không giữ vị trí nào trong cơ quan. Hãy liên hệ người quản trị.")


class LoginTaken(Refusal):
    """Another account has this login name."""

    code = "identity.login-taken"
    message = _("Tên đăng nhập “{login}” đã được dùng.")


class LoginMalformed(Refusal):
    """A login name is 3 to 60 small letters, digits, dots and hyphens."""

    code = "identity.login-malformed"
    message = _("Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối.")
    status = 422


class PasswordTooWeak(Refusal):
    """The password does not satisfy the installation's rules."""

    code = "identity.password-too-weak"
    message = _("Mật khẩu chưa đủ mạnh: {reasons}")
    status = 422


class PinMalformed(Refusal):
    """A personal identification number is 12 digits."""

    code = "identity.pin-malformed"
    message = _("Số định danh cá nhân gồm 12 chữ số.")
    status = 422


class NumberKnown(Refusal):
    """The person has a number already; a wrong one is mended where it came from."""

    code = "identity.number-known"
    message = _("Người này đã có số định danh cá nhân. Số sai thì sửa ở nơi đã cấp số.")


class NumberOfAnother(Refusal):
    """The number belongs to somebody else who is known here: two people are never joined by a typed number."""

    code = "identity.number-of-another"
    message = _(
        "Số này là của một người đã có trong hệ thống. Không ghép hai người bằng một số gõ tay:"
        " hãy xem lại giấy tờ; nếu đúng là một người, lập hồ sơ tiếp theo bằng số định danh."
    )
    status = 422


class PersonDiffers(Refusal):
    """Another system says of the number another name or birth than is known here."""

    code = "identity.person-differs"
    message = _(
        "Họ tên hoặc ngày sinh không khớp với người đã biết theo số định danh này. Hãy kiểm tra lại."
    )
    status = 422


class RolesMissing(Refusal):
    """A post has at least one role."""

    code = "identity.roles-missing"
    message = _("Vị trí phải có ít nhất một vai trò.")
    status = 422


class PostsOverlap(Refusal):
    """The person holds another post on some of these days."""

    code = "identity.posts-overlap"
    message = _("Người này đã giữ một vị trí khác trong thời gian đó.")


class PostEndsBeforeItBegins(Refusal):
    """The post would end on its first day or before."""

    code = "identity.post-ends-before-it-begins"
    message = _("Ngày kết thúc phải sau ngày {valid_from}.")
    status = 422


class NotTheHead(Refusal):
    """Only who leads the agency decides who stands in; whoever stands in does not pass it on."""

    code = "identity.not-the-head"
    message = _(
        "Chỉ lãnh đạo cơ quan, ở vị trí của chính mình, mới ghi hoặc chấm dứt việc làm thay. "
        "Hãy trở về vị trí của bạn, hoặc nhờ lãnh đạo ghi."
    )
    status = 403


class StandsInForOneself(Refusal):
    """Nobody stands in for oneself."""

    code = "identity.stands-in-for-oneself"
    message = _("Không ai làm thay cho chính mình. Hãy chọn một đồng nghiệp khác.")
    status = 422


class AlreadyStoodIn(Refusal):
    """Somebody else stands in for the post on some of these days."""

    code = "identity.already-stood-in"
    message = _(
        "Vị trí này đã có người làm thay trong những ngày đó. "
        "Hãy chấm dứt lần làm thay trước, hoặc chọn ngày khác."
    )


class StandInOutsidePost(Refusal):
    """One of the two posts is not held on each of the days."""

    code = "identity.stand-in-outside-post"
    message = _(
        "Người vắng hoặc người làm thay không giữ vị trí suốt những ngày đó. "
        "Hãy chọn ngày trong thời gian cả hai còn giữ vị trí."
    )
    status = 422


class BrowserNotFound(NotFound):
    """It is signed in no more, it is another person's, or it is the one in hand."""

    code = "identity.browser-not-found"
    message = _("Nơi này không còn đăng nhập bằng tài khoản của bạn. Hãy mở lại danh sách.")


class StandInNotFound(NotFound):
    """There is none, or it is another agency's."""

    code = "identity.stand-in-not-found"
    message = _("Không có lần làm thay này. Hãy mở lại danh sách người làm thay của cơ quan bạn.")


class StandInOver(Refusal):
    """It has ended already."""

    code = "identity.stand-in-over"
    message = _("Lần làm thay này đã kết thúc. Không cần làm gì thêm.")


class SecondFactorExists(Refusal):
    """The account has its second factor already."""

    code = "identity.second-factor-exists"
    message = _("Tài khoản đã có mã xác thực hai lớp.")


class DemoOnly(Refusal):
    """What eases the demo is closed in an installation that serves people."""

    code = "identity.demo-only"
    message = _("Chỉ dùng được trong bản trình diễn.")
    status = 403


class PracticeOnly(Refusal):
    """Roles are chosen freely where officers practise, and nowhere else."""

    code = "identity.practice-only"
    message = _(
        "Chỉ chọn vai được ở bản tập. Ở bản làm việc thật, hãy đăng nhập bằng tài khoản của bạn."
    )
    status = 403


class CardUnreadable(Refusal):
    """What was scanned is no QR code of an identity card. The kinds below say why."""

    code = "identity.card-unreadable"
    message = _("Không đọc được mã QR này. Hãy quét lại, hoặc gõ số định danh ghi trên thẻ.")
    status = 422


class CardIncomplete(CardUnreadable):
    """The code has fewer fields than cards have, as when the scanner was moved away too early."""

    code = "identity.card-incomplete"
    message = _(
        "Mã quét được chỉ có {found} phần, mã trên thẻ căn cước có ít nhất {needed}. "
        "Giữ máy quét yên trên mã và quét lại, hoặc gõ số định danh ghi trên thẻ."
    )


class CardWithoutNumber(CardUnreadable):
    """The first field is not the twelve digits of a person."""

    code = "identity.card-without-number"
    message = _(
        "Phần đầu của mã không phải 12 chữ số định danh: đây có thể là mã của giấy tờ khác. "
        "Hãy quét mã trên thẻ căn cước."
    )


class CardWithoutName(CardUnreadable):
    """There is no name, or one longer than any."""

    code = "identity.card-without-name"
    message = _("Mã quét được không có họ tên. Hãy quét lại, hoặc gõ theo thẻ.")


class CardDayWrong(CardUnreadable):
    """The day of birth is none."""

    code = "identity.card-day-wrong"
    message = _(
        "Ngày sinh trong mã (“{written}”) không phải một ngày có thật. Hãy quét lại, hoặc gõ theo thẻ."
    )


class CardMistyped(CardUnreadable):
    """An input method, a keyboard layout or an encoding changed what the scanner typed."""

    code = "identity.card-mistyped"
    message = _(
        "Chữ quét được đã bị bộ gõ hoặc bàn phím làm sai. Hãy tắt bộ gõ tiếng Việt (Telex, VNI), "
        "đặt bàn phím là tiếng Anh (Mỹ) và máy quét là UTF-8, rồi quét lại."
    )

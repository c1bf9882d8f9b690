"""What the exchange context can refuse."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal, TooOften


class CallerUnknown(Refusal):
    """There is no token, or none that is valid now; why not is not told."""

    code = "exchange.caller-unknown"
    message = _("Cần mã truy cập còn hiệu lực của một hệ thống đã đăng ký (Authorization: Bearer).")
    status = 401


class ScopeMissing(Refusal):
    """The system is known and has no right to this."""

    code = "exchange.scope-missing"
    message = _("Hệ thống {system} chưa được cấp quyền “{scope}”.")
    status = 403


class TooManyCalls(TooOften):
    """The system calls more often than was agreed."""

    code = "exchange.too-many-calls"
    message = _("Hệ thống gọi quá nhiều lần. Hãy đợi {seconds} giây rồi gọi lại.")


class SystemNotFound(NotFound):
    """There is no such system, or it was ended."""

    code = "exchange.system-not-found"
    message = _("Không có hệ thống nào đang hoạt động với mã này.")


class SystemTaken(Refusal):
    """A code names one system for ever: logs speak of it."""

    code = "exchange.system-taken"
    message = _("Mã hệ thống {system} đã dùng. Hãy chọn mã khác.")


class SystemMalformed(Refusal):
    """The code, the address or the scopes cannot be used."""

    code = "exchange.system-malformed"
    message = _(
        "Mã hệ thống gồm chữ thường, số và dấu gạch ngang; địa chỉ nhận trạng thái bắt đầu bằng"
        " https:// (http:// chỉ dùng trong máy này); cần ít nhất một quyền."
    )
    status = 422


class KeyMalformed(Refusal):
    """A key is none, private, or of a kind that is not taken."""

    code = "exchange.key-malformed"
    message = _(
        "Cần đúng một khóa công khai (JWK hoặc PEM): RSA từ 2048 bit, EC P-256 hoặc Ed25519;"
        " không nhận khóa riêng."
    )
    status = 422


class KeyTaken(Refusal):
    """A system's key of that name exists; a new key needs a name of its own."""

    code = "exchange.key-taken"
    message = _("Hệ thống đã có khóa tên {key}. Hãy đặt tên khác cho khóa mới.")


class KeyNotFound(NotFound):
    """The system has no key of that name."""

    code = "exchange.key-not-found"
    message = _("Hệ thống không có khóa {key}.")


class TokenRefused(Refusal):
    """Base of what the token endpoint refuses (RFC 6749, section 5.2)."""

    code = "exchange.token-refused"
    error: ClassVar[str] = "invalid_request"
    """What the standard calls it."""
    status = 400


class SystemUnproven(TokenRefused):
    """A system did not prove itself by its key."""

    code = "exchange.system-unproven"
    error = "invalid_client"
    message = _("Hệ thống chưa chứng minh được mình bằng khóa đã đăng ký ({reason}).")
    status = 401


class ScopeNotGiven(TokenRefused):
    """More is asked for than the system may do."""

    code = "exchange.scope-not-given"
    error = "invalid_scope"
    message = _("Hệ thống xin quyền không có hoặc không được cấp.")


class RequestIncomplete(TokenRefused):
    """A parameter is missing, or came twice."""

    code = "exchange.request-incomplete"
    error = "invalid_request"
    message = _("Yêu cầu thiếu hoặc lặp tham số {parameter}.")


class GrantUnknown(TokenRefused):
    """Tokens are not given for that."""

    code = "exchange.grant-unknown"
    error = "unsupported_grant_type"
    message = _("Không cấp mã truy cập theo cách này.")

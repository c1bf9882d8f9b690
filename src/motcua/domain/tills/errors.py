"""What the tills context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class AccountNotFound(NotFound):
    """There is no such fee account, or it is another agency's."""

    code = "tills.account-not-found"
    message = _("Không tìm thấy tài khoản này.")


class OwnEntry(Refusal):
    """Who entered an account does not confirm it."""

    code = "tills.own-entry"
    message = _("Người ghi tài khoản không tự xác nhận: cần một lãnh đạo khác của cơ quan.")


class AlreadyConfirmed(Refusal):
    """The account was confirmed meanwhile."""

    code = "tills.already-confirmed"
    message = _("Tài khoản này đã được xác nhận.")

"""What the receipts context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class NumbersGivenTwice(Refusal):
    """Another book of the same form and series has some of these numbers."""

    code = "receipts.numbers-given-twice"
    message = _("Một quyển khác cùng mẫu số, ký hiệu đã có các số này: ghi số đầu và số cuối khác.")
    status = 422


class ReceiptNotFound(NotFound):
    """There is no such receipt of this dossier, or it is void."""

    code = "receipts.receipt-not-found"
    message = _("Không tìm thấy biên lai này, hoặc biên lai đã hủy.")


class OwnReceipt(Refusal):
    """Who gave a receipt does not make it void."""

    code = "receipts.own-receipt"
    message = _("Người lập biên lai không tự hủy: hãy nhờ một người khác của Bộ phận Một cửa.")


class NoNumberLeft(Refusal):
    """No book of the agency has a number left, and a receipt has to take another one's place."""

    code = "receipts.no-number-left"
    message = _("Cơ quan hết số biên lai: ghi quyển mới trong “Quyển biên lai” rồi làm lại.")

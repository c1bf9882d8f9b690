"""The ten national states, by which systems tell one another how far a dossier is."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class NationalState(IntegerChoices):
    """How far a dossier is, as every system of the state names it."""

    LODGED = 1, _("Mới đăng ký")
    ACCEPTED = 2, _("Được tiếp nhận")
    REFUSED = 3, _("Không được tiếp nhận")
    IN_PROGRESS = 4, _("Đang xử lý")
    AWAITING_SUPPLEMENT = 5, _("Yêu cầu bổ sung giấy tờ")
    AWAITING_PAYMENT = 6, _("Yêu cầu thực hiện nghĩa vụ tài chính")
    WITHDRAWN = 7, _("Công dân yêu cầu rút hồ sơ")
    STOPPED = 8, _("Dừng xử lý")
    DECIDED = 9, _("Đã xử lý xong")
    HANDED_OVER = 10, _("Đã trả kết quả")

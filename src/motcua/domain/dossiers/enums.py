"""States and acts of a dossier, in the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a dossier stands. The ten national codes are a function of this, never the reverse."""

    LODGED = "lodged", _("Mới nộp, chờ tiếp nhận")
    SUPPLEMENT_AT_INTAKE = "supplement_at_intake", _("Chờ bổ sung trước khi tiếp nhận")
    DIRECTED = "directed", _("Đã hướng dẫn sang cơ quan khác")
    REFUSED = "refused", _("Không được tiếp nhận")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    IN_PROGRESS = "in_progress", _("Đang giải quyết")
    AWAITING_SUPPLEMENT = "awaiting_supplement", _("Chờ bổ sung hồ sơ")
    AWAITING_OBLIGATION = "awaiting_obligation", _("Chờ thực hiện nghĩa vụ tài chính")
    DECIDED = "decided", _("Đã có kết quả")
    REJECTED = "rejected", _("Không đủ điều kiện giải quyết")
    HANDED_OVER = "handed_over", _("Đã trả kết quả")
    WITHDRAWN = "withdrawn", _("Đã rút hồ sơ")
    STOPPED = "stopped", _("Dừng giải quyết")


class Act(TextChoices):
    """What someone did. Acts that move the state stand in ``rules.MOVES``; the rest are notes."""

    LODGE = "lodge", _("Nộp hồ sơ")
    ASK_AT_INTAKE = "ask_at_intake", _("Yêu cầu bổ sung trước khi tiếp nhận")
    SUPPLEMENT_AT_INTAKE = "supplement_at_intake", _("Bổ sung hồ sơ chờ tiếp nhận")
    DIRECT = "direct", _("Hướng dẫn nộp đúng cơ quan có thẩm quyền")
    REFUSE = "refuse", _("Từ chối tiếp nhận")
    ACCEPT = "accept", _("Tiếp nhận hồ sơ")
    TRANSFER = "transfer", _("Chuyển hồ sơ đến nơi giải quyết")
    ASK = "ask", _("Yêu cầu bổ sung sau khi thẩm định")
    SUPPLEMENT = "supplement", _("Bổ sung hồ sơ")
    ASK_OBLIGATION = "ask_obligation", _("Yêu cầu thực hiện nghĩa vụ tài chính")
    MEET_OBLIGATION = "meet_obligation", _("Đã thực hiện nghĩa vụ tài chính")
    DROP_OBLIGATION = "drop_obligation", _("Rút yêu cầu nghĩa vụ tài chính")
    EXTEND = "extend", _("Xin lỗi và hẹn lại ngày trả kết quả")
    DECIDE = "decide", _("Ký ban hành kết quả")
    REJECT = "reject", _("Thông báo không giải quyết")
    HAND_OVER = "hand_over", _("Trả kết quả")
    WITHDRAW = "withdraw", _("Rút hồ sơ")
    STOP = "stop", _("Dừng giải quyết")
    REOPEN = "reopen", _("Giải quyết lại hồ sơ")
    # Notes: they tell what happened without moving the state.
    FINISH_STEP = "finish_step", _("Hoàn thành một bước")
    SEND_BACK = "send_back", _("Trả lại bước trước")
    NAME_HANDLER = "name_handler", _("Phân công người xử lý")
    TAKE_BACK = "take_back", _("Thu lại việc đã phân công")
    CONFIRM_ENTRY = "confirm_entry", _("Người yêu cầu xác nhận nội dung")
    CONTEST_ENTRY = "contest_entry", _("Người yêu cầu đề nghị sửa nội dung")
    RECORD_ENTRY = "record_entry", _("Ghi sổ và cập nhật cơ sở dữ liệu")
    ISSUE_PAPER = "issue_paper", _("Phát hành giấy tờ")
    REASSIGN = "reassign", _("Chuyển cơ quan do sắp xếp tổ chức")
    REDATE = "redate", _("Tính lại ngày hẹn theo lịch làm việc")
    ASK_OPINION = "ask_opinion", _("Lấy ý kiến cơ quan, đơn vị liên quan")
    GIVE_OPINION = "give_opinion", _("Cơ quan, đơn vị liên quan trả lời ý kiến")
    NOTE_SILENCE = "note_silence", _("Quá hạn lấy ý kiến mà chưa có trả lời")
    PASS_OVER_OPINION = "pass_over_opinion", _("Giải quyết tiếp khi chưa có ý kiến")
    WITHDRAW_OPINION = "withdraw_opinion", _("Rút yêu cầu lấy ý kiến")
    ARRANGE_VISIT = "arrange_visit", _("Hẹn thẩm tra, xác minh")
    CALL_OFF_VISIT = "call_off_visit", _("Hủy hẹn thẩm tra, xác minh")
    KEEP_MINUTES = "keep_minutes", _("Ghi biên bản thẩm tra, xác minh")
    SEND_TO_ALL = "send_to_all", _("Gửi hồ sơ đến các cơ quan cùng giải quyết")
    HAND_PART = "hand_part", _("Chuyển phần việc đến cơ quan cùng giải quyết")
    FINISH_PART = "finish_part", _("Cơ quan cùng giải quyết xong phần việc")
    NOTE_LATE_PART = "note_late_part", _("Quá hạn phần việc của cơ quan cùng giải quyết")
    PASS_PART_ON = "pass_part_on", _("Giao phần việc cho cơ quan khác do sắp xếp tổ chức")
    CORRECT = "correct", _("Thay kết quả có sai sót do lỗi của cơ quan")
    GIVE_PAPERS = "give_papers", _("Giao hồ sơ giấy")
    TAKE_PAPERS = "take_papers", _("Xác nhận đã nhận hồ sơ giấy")
    MISS_PAPERS = "miss_papers", _("Ghi nhận thiếu giấy tờ khi giao nhận")
    DAMAGE_PAPERS = "damage_papers", _("Ghi nhận giấy tờ hư hỏng khi giao nhận")
    LOSE_RESULT = "lose_result", _("Ghi nhận kết quả gửi bưu chính bị mất, hư hỏng")
    FIND_PAPERS = "find_papers", _("Tìm thấy lại giấy tờ")
    MAKE_AMENDS = "make_amends", _("Xin lỗi vì làm mất, hư hỏng giấy tờ")
    ANSWER_FOR_RESULT = "answer_for_result", _("Trả lời về kết quả bị mất, hư hỏng khi gửi")
    REPLACE_RESULT = "replace_result", _("Trả bản khác thay kết quả bị mất, hư hỏng")
    PAY_COST = "pay_cost", _("Ghi nhận đã trả chi phí cấp lại")
    CHARGE = "charge", _("Tính phí, lệ phí phải nộp")
    PAY = "pay", _("Ghi nhận đã nộp phí, lệ phí")
    CANCEL_PAYMENT = "cancel_payment", _("Hủy ghi nhận đã nộp")
    PAY_BACK = "pay_back", _("Hoàn trả phí, lệ phí")
    GIVE_RECEIPT = "give_receipt", _("Lập biên lai thu phí, lệ phí")
    VOID_RECEIPT = "void_receipt", _("Hủy biên lai thu phí, lệ phí")
    TRY_EXTEND = "try_extend", _("Đề nghị hẹn lại lần nữa, không được chấp nhận")
    SEND_PROOF = "send_proof", _("Gửi chứng từ nộp tiền")
    PROVE_OBLIGATION = "prove_obligation", _("Gửi chứng từ nghĩa vụ tài chính")
    CONFIRM_RECEIPT = "confirm_receipt", _("Người thứ hai xác nhận giờ nhận đã ghi muộn")
    CONTEST_REPRESENTATION = (
        "contest_representation",
        _("Người có hồ sơ phản đối việc nộp thay"),
    )
    CONTEST_RECEIPT = "contest_receipt", _("Giờ nhận ghi muộn không được xác nhận")


class Stage(TextChoices):
    """When a supplement was asked for (Articles 17 and 19.4 of Decree 61/2018)."""

    INTAKE = "intake", _("Trước khi tiếp nhận")
    ASSESSMENT = "assessment", _("Sau khi thẩm định")


class ReopeningGround(TextChoices):
    """Why a dossier that had ended is handled again."""

    COMPLAINT = "complaint", _("Quyết định giải quyết khiếu nại")
    INSPECTION = "inspection", _("Kết luận thanh tra, kiểm tra")
    JUDGMENT = "judgment", _("Bản án, quyết định của Tòa án")
    OWN_ERROR = "own_error", _("Người đứng đầu cơ quan phát hiện sai sót")
    MISTAKEN_WITHDRAWAL = "mistaken_withdrawal", _("Người nộp rút hồ sơ do nhầm lẫn")


class Due(TextChoices):
    """How a dossier stands against its promise; derived, nobody can set it."""

    NONE = "none", _("Chưa có hẹn")
    AHEAD = "ahead", _("Còn hạn")
    SOON = "soon", _("Sắp đến hạn")
    OVERDUE = "overdue", _("Quá hạn")
    ON_TIME = "on_time", _("Đúng hạn")
    LATE = "late", _("Trễ hạn")


class PaperForm(TextChoices):
    """In which form a paper was handed in, as the receipt lists it (form No. 01)."""

    ORIGINAL = "original", _("Bản chính")
    CERTIFIED = "certified", _("Bản sao chứng thực")
    CHECKED = "checked", _("Bản chụp đã đối chiếu bản chính")
    SHOWN = "shown", _("Xuất trình, đã trả ngay")


class Identified(TextChoices):
    """What the receiving officer saw before taking somebody for the applicant; a code that was scanned is none of it."""

    CARD = "card", _("Đã xem thẻ căn cước")
    VNEID = "vneid", _("Đã xem căn cước điện tử trên VNeID")
    POPULATION = "population", _("Đã tra Cơ sở dữ liệu quốc gia về dân cư")
    OTHER = "other", _("Đã xem giấy tờ khác có ảnh")


class Milestone(TextChoices):
    """A moment of a dossier by which lists can be cut; the value is the column."""

    LODGED = "lodged_at", _("Ngày nộp")
    ACCEPTED = "accepted_at", _("Ngày tiếp nhận")
    FINISHED = "finished_at", _("Ngày có kết quả")
    DUE = "due_at", _("Ngày hẹn trả")


class Pace(TextChoices):
    """What the clock of the promise does during a stretch of a dossier's life."""

    RUNNING = "running", _("Đang tính thời gian")
    PAUSED = "paused", _("Tạm dừng tính")
    ENDED = "ended", _("Đã kết thúc")


class ResultWay(TextChoices):
    """How the applicant wants the result, and how it was handed over (Article 20.3)."""

    ELECTRONIC = "electronic", _("Bản điện tử trên cổng")
    COUNTER = "counter", _("Nhận tại Bộ phận Một cửa")
    POST = "post", _("Nhận qua bưu chính")


class Flagged(TextChoices):
    """What in a log somebody should look at; beside the rates, never part of them."""

    LATE_REQUEST = "late_request", _("Yêu cầu bổ sung khi thời hạn sắp hết")
    WRITTEN_LATER = "written_later", _("Ghi vào hệ thống lâu sau khi việc xảy ra")
    LATE_ANSWER = "late_answer", _("Trả lời hồ sơ nộp sau thời hạn")
    SECOND_EXTENSION = "second_extension", _("Muốn hẹn lại lần thứ hai")
    EVENING_ENTRIES = "evening_entries", _("Nhiều việc được ghi bù cùng một buổi tối")

"""What feedback is about, how it came, where it stands, and who does what with it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What it is about (Article 5 of Decree 20/2008)."""

    PROCEDURE = "procedure", _("Quy định, thủ tục hành chính")
    DOSSIER = "dossier", _("Việc giải quyết một hồ sơ")
    CONDUCT = "conduct", _("Hành vi, thái độ của cán bộ")
    IDEA = "idea", _("Sáng kiến, đề xuất")

    @property
    def article(self) -> str:
        """The clause of the decree that names it."""
        return f"{_ARTICLES[self]} Nghị định 20/2008/NĐ-CP"


_ARTICLES = {
    Kind.PROCEDURE: "Điều 5.2–5.6",
    Kind.DOSSIER: "Điều 5.1",
    Kind.CONDUCT: "Điều 5.1",
    Kind.IDEA: "Điều 5.7, 5.8",
}


class Way(TextChoices):
    """How it came (Articles 6, 7.1.a and 7.2 of Decree 20/2008)."""

    PORTAL = "portal", _("Cổng dịch vụ công")
    TELEPHONE = "telephone", _("Điện thoại")
    LETTER = "letter", _("Thư, văn bản")
    EMAIL = "email", _("Thư điện tử")
    COUNTER = "counter", _("Trực tiếp tại quầy")


class State(TextChoices):
    """Where it stands."""

    RECEIVED = "received", _("Đã nhận, chờ phân loại")
    ASKED = "asked", _("Chờ người gửi bổ sung")
    DECLINED = "declined", _("Không tiếp nhận")
    LED_OUT = "led_out", _("Hướng dẫn theo luật khác")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    ROUTED = "routed", _("Cơ quan có thẩm quyền đang xử lý")
    ANSWERED = "answered", _("Đã trả lời")
    PUBLISHED = "published", _("Đã trả lời, công khai")
    WITHHELD = "withheld", _("Đã trả lời, không công khai")


class Act(TextChoices):
    """What can happen to it."""

    RECEIVE = "receive", _("Nhận phản ánh, kiến nghị")
    ASK = "ask", _("Đề nghị bổ sung")
    SUPPLEMENT = "supplement", _("Bổ sung")
    DECLINE = "decline", _("Không tiếp nhận")
    LEAD_OUT = "lead_out", _("Hướng dẫn khiếu nại, tố cáo")
    ACCEPT = "accept", _("Tiếp nhận")
    ROUTE = "route", _("Chuyển cơ quan xử lý")
    GIVE_BACK = "give_back", _("Trả lại vì không thuộc thẩm quyền")
    ANSWER = "answer", _("Trả lời")
    PUBLISH = "publish", _("Công khai")
    WITHHOLD = "withhold", _("Không công khai")
    REOPEN = "reopen", _("Đề nghị xem xét lại")
    RATE = "rate", _("Đánh giá câu trả lời")


class Side(TextChoices):
    """As what somebody stands before it."""

    SENDER = "sender", _("Người gửi")
    RECEIVER = "receiver", _("Cơ quan tiếp nhận")
    HANDLER = "handler", _("Cơ quan xử lý")


class Step(TextChoices):
    """What has to be done by a day."""

    SCREEN = "screen", _("Phân loại")
    ROUTE = "route", _("Chuyển cơ quan có thẩm quyền")
    ANSWER = "answer", _("Trả lời")
    PUBLISH = "publish", _("Công khai kết quả")


class Ground(TextChoices):
    """Why it is not accepted (Articles 1, 5, 7 and 9.1.d of Decree 20/2008)."""

    LANGUAGE = "language", _("Không bằng tiếng Việt (Điều 7)")
    UNCLEAR = "unclear", _("Chưa thể hiện rõ nội dung (Điều 7)")
    NO_SENDER = "no_sender", _("Không có tên, địa chỉ, số điện thoại (Điều 7)")
    NOT_ABOUT_RULES = (
        "not_about_rules",
        _("Không liên quan đến quy định hành chính (Điều 1, Điều 5)"),
    )
    ANSWERED = "answered", _("Đã được trả lời trước đó")


class OtherLaw(TextChoices):
    """Where it belongs instead (Article 1 of Decree 20/2008)."""

    COMPLAINT = "complaint", _("Khiếu nại: Luật Khiếu nại")
    DENUNCIATION = "denunciation", _("Tố cáo: Luật Tố cáo")


class Outcome(TextChoices):
    """What was decided (Articles 14 and 15 of Decree 20/2008)."""

    EXPLAINED = "explained", _("Giải thích, hướng dẫn (Điều 12.2)")
    PUT_RIGHT = "put_right", _("Đã xử lý vướng mắc, hành vi (Điều 14.1)")
    COLLECTED = "collected", _("Chưa đủ cơ sở, tiếp tục tập hợp (Điều 14.2.b)")
    AMENDED = "amended", _("Sửa đổi, bãi bỏ quy định (Điều 15.1)")
    PROPOSED = "proposed", _("Kiến nghị cơ quan có thẩm quyền sửa (Điều 15.2)")
    ISSUED = "issued", _("Ban hành hoặc kiến nghị ban hành quy định mới (Điều 15.3)")


class Helped(TextChoices):
    """Whether the answer helped, as its sender says."""

    YES = "yes", _("Có")
    PARTLY = "partly", _("Một phần")
    NO = "no", _("Không")

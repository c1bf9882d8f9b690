"""Kinds that a published procedure speaks in, with the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Level of government that handles a procedure."""

    MINISTRY = "ministry", _("Cấp bộ")
    PROVINCE = "province", _("Cấp tỉnh")
    COMMUNE = "commune", _("Cấp xã")


class Audience(TextChoices):
    """Whom a procedure serves; internal ones are kept apart (Decision 1085/QĐ-TTg of 2022)."""

    PUBLIC = "public", _("Người dân, doanh nghiệp")
    INTERNAL = "internal", _("Nội bộ cơ quan nhà nước")


class OnlineLevel(TextChoices):
    """How far a procedure goes online (Decree 42/2022, kept by Decree 224/2026, Article 14)."""

    FULL = "full", _("Toàn trình")
    PARTIAL = "partial", _("Một phần")
    INFORMATION = "information", _("Cung cấp thông tin")


class OnlineBarrier(TextChoices):
    """Why a procedure may lawfully go online in part only (Decree 224/2026, Article 14)."""

    PRESENCE = "presence", _("Luật chuyên ngành buộc người yêu cầu có mặt")
    FIELD_CHECK = "field-check", _("Phải kiểm tra, xác minh tại chỗ")
    TECHNICAL_FAULT = "technical-fault", _("Hệ thống đang có sự cố kỹ thuật")
    TECHNICAL = "technical", _("Lý do kỹ thuật khác")


class SignatureNeed(TextChoices):
    """What the applicant puts under an online dossier."""

    SESSION = "session", _("Xác nhận trong phiên đăng nhập bằng định danh điện tử")
    PERSONAL = "personal", _("Chữ ký số của người nộp")


class ExecutingSystem(TextChoices):
    """Where a procedure runs online (Decree 224/2026, Article 15.1.h-i)."""

    OURS = "ours", _("Hệ thống này")
    MINISTRY = "ministry", _("Hệ thống tập trung của bộ, ngành")
    NATIONAL_PORTAL = "national-portal", _("Cổng Dịch vụ công quốc gia")


class ProvisionKind(TextChoices):
    """By what right an agency takes a procedure in."""

    COMPETENT = "competent", _("Theo thẩm quyền")
    DECENTRALISED = "decentralised", _("Được phân cấp")
    DELEGATED = "delegated", _("Được ủy quyền")


class ArrangementAct(TextChoices):
    """What was arranged: who takes a procedure in, and where it runs."""

    PROVIDE = "provide", _("Giao tiếp nhận")
    STOP = "stop", _("Thôi tiếp nhận")
    ELSEWHERE = "elsewhere", _("Chuyển sang hệ thống khác")
    HERE = "here", _("Thực hiện lại tại đây")


class ChannelKind(TextChoices):
    """Way of lodging a dossier and of getting its result."""

    ONLINE = "online", _("Trực tuyến")
    COUNTER = "counter", _("Trực tiếp")
    POST = "post", _("Qua bưu chính công ích")


class ReceptionPlace(TextChoices):
    """Where what is brought is received (Articles 14 and 14.5 of Decree 61/2018)."""

    DESK = "desk", _("Tại Bộ phận Một cửa")
    HOME = "home", _("Tại nhà người nộp")
    MOBILE = "mobile", _("Tại buổi làm việc lưu động")
    ON_THE_SPOT = "on-the-spot", _("Tại nơi kiểm tra, xem xét, đánh giá")


class SubjectKind(TextChoices):
    """Who may apply."""

    CITIZEN = "citizen", _("Công dân Việt Nam")
    OVERSEAS_VIETNAMESE = "overseas-vietnamese", _("Người Việt Nam định cư ở nước ngoài")
    FOREIGNER = "foreigner", _("Người nước ngoài")
    HOUSEHOLD_BUSINESS = "household-business", _("Hộ kinh doanh")
    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    ORGANISATION = "organisation", _("Cơ quan, tổ chức khác")


class AgencyRole(TextChoices):
    """Kind of agency that takes part in a procedure; the agency itself follows from provision."""

    COMMUNE_COMMITTEE = "commune-committee", _("Ủy ban nhân dân cấp xã")
    COMMUNE_CHAIR = "commune-chair", _("Chủ tịch Ủy ban nhân dân cấp xã")
    COMMUNE_POLICE = "commune-police", _("Công an cấp xã")
    COMMUNE_BUSINESS_REGISTRY = (
        "commune-business-registry",
        _("Cơ quan đăng ký kinh doanh cấp xã"),
    )
    PROVINCE_COMMITTEE = "province-committee", _("Ủy ban nhân dân cấp tỉnh")
    DEPARTMENT = "department", _("Sở, cơ quan chuyên môn cấp tỉnh")
    PROVINCE_POLICE = "province-police", _("Công an cấp tỉnh")
    TRAFFIC_POLICE = "traffic-police", _("Cảnh sát giao thông")
    LAND_REGISTRY = "land-registry", _("Văn phòng đăng ký đất đai")
    SOCIAL_INSURANCE = "social-insurance", _("Cơ quan bảo hiểm xã hội")
    EMPLOYMENT_CENTRE = "employment-centre", _("Trung tâm dịch vụ việc làm")
    TAX_OFFICE = "tax-office", _("Cơ quan thuế")
    POWER_COMPANY = "power-company", _("Đơn vị điện lực")
    SCHOOL = "school", _("Cơ sở giáo dục")
    EDUCATION_DEPARTMENT = "education-department", _("Sở Giáo dục và Đào tạo")
    MINISTRY = "ministry", _("Bộ, cơ quan ngang bộ")
    STATE_TREASURY = "state-treasury", _("Kho bạc Nhà nước")
    NOTARY_OFFICE = "notary-office", _("Tổ chức hành nghề công chứng")
    CIVIL_STATUS_KEEPER = (
        "civil-status-keeper",
        _("Cơ quan quản lý cơ sở dữ liệu hộ tịch"),
    )


class AuthorityPlace(TextChoices):
    """Which place decides the agency in charge."""

    RESIDENCE = "residence", _("Nơi người yêu cầu cư trú")
    THING = "thing", _("Nơi có nhà đất, cơ sở, hoặc nơi sự việc xảy ra")
    OTHER_PERSON = "other-person", _("Nơi cư trú của người được nói đến trong hồ sơ")
    EVERYWHERE = "everywhere", _("Nơi nào cũng được")
    SEAT = "seat", _("Một cơ quan duy nhất")


class AuthorityVerdict(TextChoices):
    """What the rules of authority come to."""

    NAMED = "named", _("Một cơ quan có thẩm quyền")
    CHOICE = "choice", _("Nhiều cơ quan, được chọn một")
    PLACE_NEEDED = "place-needed", _("Cần biết nơi")
    NOBODY_HERE = "nobody-here", _("Không có cơ quan nào ở đây")
    NO_RULE = "no-rule", _("Thủ tục chưa ghi thẩm quyền theo nơi")


class StepActor(TextChoices):
    """Who acts in a step."""

    APPLICANT = "applicant", _("Người yêu cầu")
    ONE_STOP = "one-stop", _("Bộ phận Một cửa")
    SPECIALIST = "specialist", _("Công chức chuyên môn")
    LEADER = "leader", _("Lãnh đạo cơ quan")


class PaperHandling(TextChoices):
    """What the applicant does with a paper: hands it in, or shows it and keeps it."""

    SUBMIT = "submit", _("Nộp")
    PRESENT = "present", _("Xuất trình")


class ElectronicSource(TextChoices):
    """Where the state may already have what a paper proves."""

    POPULATION = "population", _("Cơ sở dữ liệu quốc gia về dân cư")
    CIVIL_STATUS = "civil-status", _("Cơ sở dữ liệu hộ tịch điện tử")
    LAND = "land", _("Cơ sở dữ liệu đất đai")
    BUSINESS_REGISTER = "business-register", _("Hệ thống thông tin về đăng ký hộ kinh doanh")
    VEHICLES = "vehicles", _("Cơ sở dữ liệu đăng ký, quản lý phương tiện")
    DRIVING_LICENCES = "driving-licences", _("Cơ sở dữ liệu giấy phép lái xe")
    HEALTH = "health", _("Cơ sở dữ liệu quốc gia về y tế, giấy khám sức khỏe điện tử")
    SOCIAL_INSURANCE = "social-insurance", _("Cơ sở dữ liệu quốc gia về bảo hiểm")
    ENTERPRISES = "enterprises", _("Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp")
    TAX = "tax", _("Cơ sở dữ liệu về thuế")
    EDUCATION = "education", _("Cơ sở dữ liệu về giáo dục và đào tạo")
    ENTRY_EXIT = "entry-exit", _("Cơ sở dữ liệu về xuất nhập cảnh")
    JUDICIAL_RECORDS = "judicial-records", _("Cơ sở dữ liệu lý lịch tư pháp")
    REPOSITORY = "repository", _("Kho dữ liệu điện tử của cá nhân, tổ chức")
    VNEID = "vneid", _("Ứng dụng VNeID")


class FeeKind(TextChoices):
    """What the law calls a payment (Law on Fees and Charges 2015)."""

    FEE = "fee", _("Phí")
    CHARGE = "charge", _("Lệ phí")


class Relief(TextChoices):
    """How a fee is eased for somebody (Law on Fees and Charges 2015, Article 10)."""

    EXEMPT = "exempt", _("Miễn")
    REDUCED = "reduced", _("Giảm")


class ReliefGroup(TextChoices):
    """Whom laws on fees ease them for; an applicant declares it, and the agency looks it up.

    Article 10 of the Law on Fees and Charges 2015 and Article 11.1.a of the Civil Status Law 2014.
    """

    MERIT = "merit", _("Người có công với cách mạng hoặc thân nhân")
    POOR = "poor", _("Người thuộc hộ nghèo")
    NEAR_POOR = "near_poor", _("Người thuộc hộ cận nghèo")
    DISABLED = "disabled", _("Người khuyết tật")
    REMOTE = "remote", _("Người dân tộc thiểu số, người ở nơi đặc biệt khó khăn")
    ELDERLY = "elderly", _("Người cao tuổi")
    CHILD = "child", _("Trẻ em")
    ORPHAN = "orphan", _("Trẻ mồ côi cả cha lẫn mẹ")
    STUDENT = "student", _("Học sinh, sinh viên")


class FeeUnit(TextChoices):
    """What a fixed amount is asked for."""

    DOSSIER = "dossier", _("hồ sơ")
    COPY = "copy", _("bản")


class ResultKind(TextChoices):
    """What the applicant receives at the end."""

    CERTIFICATE = "certificate", _("Giấy chứng nhận")
    CONFIRMATION = "confirmation", _("Giấy xác nhận")
    EXTRACT = "extract", _("Trích lục, bản sao")
    CERTIFIED_COPY = "certified-copy", _("Bản sao có chứng thực")
    NOTICE = "notice", _("Thông báo")
    LICENCE = "licence", _("Giấy phép")
    CARD = "card", _("Thẻ")
    DECISION = "decision", _("Quyết định")
    REGISTRATION = "registration", _("Thông tin được cập nhật vào cơ sở dữ liệu")
    CONTRACT = "contract", _("Hợp đồng")


class Outcome(TextChoices):
    """What became of a file of the catalogue."""

    PUBLISHED = "published", _("công bố mới")
    UNCHANGED = "unchanged", _("không thay đổi")


class Part(TextChoices):
    """The parts in which a record is written and compared (Decree 63/2010, Article 8.2)."""

    NAMES = "names", _("Tên, mã, lĩnh vực")
    SUBJECTS = "subjects", _("Ai được yêu cầu")
    AGENCIES = "agencies", _("Cơ quan tham gia")
    CASES = "cases", _("Các trường hợp")
    CHANNELS = "channels", _("Cách nộp, thời hạn, phí và lệ phí")
    PAPERS = "papers", _("Thành phần hồ sơ")
    STEPS = "steps", _("Trình tự thực hiện")
    CONDITIONS = "conditions", _("Yêu cầu, điều kiện")
    RESULTS = "results", _("Kết quả")
    LAW = "law", _("Căn cứ pháp lý")
    LINKED = "linked", _("Thủ tục liên quan, liên thông")
    KEYWORDS = "keywords", _("Từ khóa người dân hay dùng")
    ONLINE = "online", _("Mức trực tuyến và điều kiện sẵn sàng")
    DOUBTS = "doubts", _("Điểm còn phải kiểm tra")
    PUBLICATION = "publication", _("Quyết định công bố và hiệu lực")


class Owner(TextChoices):
    """Whose a part of a record is."""

    NATION = "nation", _("Thống nhất toàn quốc")
    PUBLISHER = "publisher", _("Cơ quan công bố tự ghi")


class DraftKind(TextChoices):
    """What a draft will become once published (Decree 63/2010, Article 14.2)."""

    NEW = "new", _("Thủ tục mới")
    AMENDMENT = "amendment", _("Sửa đổi, bổ sung")
    REPEAL = "repeal", _("Bãi bỏ")


class DraftState(TextChoices):
    """Where a record stands on its way to publication."""

    DRAFT = "draft", _("Đang soạn")
    IN_REVIEW = "in-review", _("Chờ kiểm soát")
    AGREED = "agreed", _("Đã đồng ý, chờ quyết định công bố")
    PUBLISHED = "published", _("Đã công bố")
    WITHDRAWN = "withdrawn", _("Đã bỏ")


class DraftAct(TextChoices):
    """What was done with a draft."""

    BEGIN = "begin", _("Bắt đầu soạn")
    SAVE = "save", _("Sửa nội dung")
    DROP = "drop", _("Bỏ bản thiết kế riêng")
    SEND = "send", _("Gửi kiểm soát")
    SEND_BACK = "send-back", _("Trả lại để sửa")
    AGREE = "agree", _("Đồng ý")
    PUBLISH = "publish", _("Công bố")
    WITHDRAW = "withdraw", _("Bỏ bản soạn")


class DesignKind(TextChoices):
    """What a draft may bring beside its record, to be put in force with it."""

    FORM = "form", _("Biểu mẫu điện tử")
    PROCESS = "process", _("Quy trình nội bộ")
    FEES = "fees", _("Bảng tính phí, lệ phí")
    PAPER = "paper", _("Mẫu giấy tờ")


class Difference(TextChoices):
    """How a value of one version stands to that of another."""

    ADDED = "added", _("Thêm")
    REMOVED = "removed", _("Bỏ")
    CHANGED = "changed", _("Sửa")


class ReadinessItem(TextChoices):
    """What has to be so before a procedure goes online as a whole (Decree 224/2026, Articles 14-15)."""

    NO_PRESENCE = "no-presence", _("Không bước nào cần có mặt hoặc kiểm tra tại chỗ")
    PAPERS = "papers", _("Mọi giấy tờ nộp được bằng bản điện tử hoặc tra được")
    FORM = "form", _("Có biểu mẫu điện tử tương tác")
    IDENTITY = "identity", _("Người nộp được định danh điện tử")
    SIGNATURE = "signature", _("Đã định cách ký")
    PAYMENT = "payment", _("Phí, lệ phí trả được trực tuyến hoặc không thu")
    RESULT = "result", _("Kết quả có bản điện tử")
    UNITS = "units", _("Nơi tiếp nhận, giải quyết đã sẵn sàng")
    FALLBACK = "fallback", _("Có cách làm khi hệ thống sự cố")

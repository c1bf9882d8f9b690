"""The steps a process is put together from: those that handling knows how to carry out, and no others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.capabilities.workflow.enums import APPLICANT, NodeKind
from motcua.capabilities.workflow.queries import designs
from motcua.capabilities.workflow.queries.designs import Choice, Model, Node, Share
from motcua.composition.casework.handling import ASK, CONFIRM, CONFIRM_TASK, CONTEST, SEND_BACK
from motcua.composition.casework.lodging import SUPPLEMENT_TASK, SUPPLIED
from motcua.composition.casework.previewing import NOT_ELIGIBLE, SIGN, SIGN_REFUSAL
from motcua.composition.casework.process_checks import REFUSAL, RESULT
from motcua.composition.casework.silences import OPINIONS_IN, SILENT
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import Text

_IN_ORDER: Final = Choice(code="dat", label="Đạt yêu cầu", label_en="In order", needs_reason=False)
_ASK: Final = Choice(code=ASK, label="Cần bổ sung", label_en="Needs supplement", needs_reason=True)
_NOT_ELIGIBLE: Final = Choice(
    code=NOT_ELIGIBLE, label="Không đủ điều kiện", label_en="Not eligible", needs_reason=True
)
_SIGN: Final = Choice(code=SIGN, label="Ký", label_en="Sign", needs_reason=False)
_BACK: Final = Choice(
    code=SEND_BACK, label="Trả lại để xem xét lại", label_en="Send back", needs_reason=True
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A step that can be added."""

    key: str
    label: Text
    hint: Text
    node: Node
    """The step as it is added, under an id of its own unless handling knows it by its id."""
    is_known_by_id: bool = False


def _task(
    code: str, name: str, name_en: str, role: str, *choices: Choice, percent: int | None = None
) -> Node:
    return Node(
        code=code,
        kind=NodeKind.USER,
        name=name,
        name_en=name_en,
        role=role,
        unit_kind=designs.UNIT_KIND_OF_ROLE[role],
        share=Share(percent=percent),
        choices=choices,
    )


def _plain(code: str, label: str, label_en: str, *, needs_reason: bool = False) -> Choice:
    return Choice(code=code, label=label, label_en=label_en, needs_reason=needs_reason)


_SUPPLEMENT: Final = _task(
    SUPPLEMENT_TASK, "Bổ sung hồ sơ", "Supplement the dossier", APPLICANT,
    _plain(SUPPLIED, "Đã bổ sung", "Supplemented"),
)  # fmt: skip

TASKS: Final = (
    Part(
        key="assess",
        label=_("Thẩm định hồ sơ"),
        hint=_("Công chức kết luận đạt hay không đủ điều kiện."),
        node=_task("tham_dinh", "Thẩm định hồ sơ", "Assess the dossier", Role.SPECIALIST, _IN_ORDER, _NOT_ELIGIBLE),
    ),
    Part(
        key="ask",
        label=_("Người nộp bổ sung hồ sơ"),
        hint=_("Đi liền với kết quả “Cần bổ sung” của bước trước nó."),
        node=_SUPPLEMENT,
        is_known_by_id=True,
    ),
    Part(
        key="confirm",
        label=_("Người nộp xác nhận bản dự thảo"),
        hint=_("Người nộp đồng ý hoặc yêu cầu sửa nội dung trước khi ghi sổ."),
        node=_task(
            CONFIRM_TASK, "Xác nhận bản dự thảo", "Confirm the draft entry", APPLICANT,
            _plain(CONFIRM, "Đồng ý nội dung", "Agree"),
            _plain(CONTEST, "Yêu cầu sửa", "Ask for changes", needs_reason=True),
        ),
        is_known_by_id=True,
    ),
    Part(
        key="opinion",
        label=_("Lấy ý kiến cơ quan khác"),
        hint=_("Công chức hỏi từ trang hồ sơ; xong khi mọi nơi đã trả lời, hoặc quá hạn không trả lời."),
        node=_task(
            "lay_y_kien", "Lấy ý kiến cơ quan liên quan", "Ask another agency", Role.SPECIALIST,
            _plain(OPINIONS_IN, "Đã có ý kiến", "Opinion received"),
            _plain(SILENT, "Quá hạn không trả lời", "No answer in time", needs_reason=True),
        ),
    ),
    Part(
        key="visit",
        label=_("Kiểm tra tại chỗ"),
        hint=_("Công chức đến nơi kiểm tra, xác minh và ghi kết quả."),
        node=_task(
            "kiem_tra_tai_cho", "Kiểm tra tại chỗ", "Inspect on the spot", Role.SPECIALIST,
            _IN_ORDER, _NOT_ELIGIBLE,
        ),
    ),
    Part(
        key="payment",
        label=_("Thu phí, lệ phí"),
        hint=_("Bộ phận Một cửa xác nhận đã thu hoặc được miễn."),
        node=_task(
            "thu_phi", "Thu phí, lệ phí", "Take the fee", Role.DESK,
            _plain("da_thu", "Đã thu", "Paid"),
            _plain("duoc_mien", "Được miễn", "Exempt", needs_reason=True),
        ),
    ),
    Part(
        key="sign",
        label=_("Lãnh đạo ký"),
        hint=_("Ký để phát hành giấy tờ ngay sau đó, hoặc trả lại."),
        node=_task("phe_duyet", "Phê duyệt và ký", "Approve and sign", Role.LEADER, _SIGN, _BACK),
    ),
    Part(
        key="other",
        label=_("Công việc khác của cán bộ"),
        hint=_("Đặt tên, vai trò và kết quả sau khi thêm."),
        node=_task(
            "cong_viec", "Công việc", "Task", Role.SPECIALIST, _plain("xong", "Xong", "Done")
        ),
    ),
)  # fmt: skip
"""What people do."""


def list_parts() -> tuple[Part, ...]:
    """Return every step that can be added: people's tasks, then what the system does by itself."""
    return (*TASKS, *_services())


def _services() -> Iterator[Part]:
    for handler, label in designs.list_services().items():
        code = designs.slug(handler.rpartition(".")[2])
        node = Node(code=code, kind=NodeKind.SERVICE, name=label, handler=handler)
        yield Part(key=handler, label=label, hint="", node=node)


def find_part(key: str) -> Part | None:
    """Return the step of that key."""
    return next((part for part in list_parts() if part.key == key), None)


def add(model: Model, *, part: Part, flow: str) -> tuple[Model, str]:
    """Add the step on an arrow; return the model and the new step's id.

    What sends back leads to the step before; everything else leads on.

    :raises ModelRefused: if there is no such arrow
    """
    is_taken = part.node.code in model.nodes
    code = designs.new_code(model, part.node.code) if is_taken else part.node.code
    node = _renamed(part.node, code)
    before = next((one.source for one in model.flows if one.code == flow), "")
    model = designs.insert(model, flow=flow, nodes=[node])
    if any(choice.code in {SEND_BACK, CONTEST} for choice in node.choices):
        (onward,) = model.leaving[code]
        back = _last_task(model, before) or onward.target
        targets = {choice.code: onward.target for choice in node.choices}
        targets |= {one: back for one in (SEND_BACK, CONTEST) if one in targets}
        model = designs.change_task(model, node, targets)
    return model, code


def _renamed(node: Node, code: str) -> Node:
    return replace(node, code=code)


def _last_task(model: Model, code: str) -> str:
    """Return the officers' task nearest before, the element itself included."""
    seen: set[str] = set()
    waiting = [code]
    for one in waiting:
        if one in seen or one not in model.nodes:
            continue
        seen.add(one)
        node = model.nodes[one]
        if node.kind is NodeKind.USER and node.role != APPLICANT:
            return one
        waiting += [flow.source for flow in model.entering[one]]
    return ""


def begin(name: str) -> Model:
    """Return the process that most procedures have: examine, supplement, sign, issue or refuse."""
    examine = _task(
        "kiem_tra", "Kiểm tra hồ sơ", "Check the dossier", Role.SPECIALIST,
        _IN_ORDER, _ASK, _NOT_ELIGIBLE, percent=75,
    )  # fmt: skip
    approve = _task(
        "phe_duyet", "Phê duyệt và ký", "Approve and sign", Role.LEADER, _SIGN, _BACK, percent=25
    )
    decline = _task(
        SIGN_REFUSAL, "Ký văn bản từ chối", "Sign the refusal", Role.LEADER, _SIGN, _BACK,
        percent=25,
    )  # fmt: skip
    nodes = (
        Node(code="bat_dau", kind=NodeKind.START, name="Đã tiếp nhận"),
        *(examine, _SUPPLEMENT, approve),
        _service("ban_hanh", "Ký số, trả kết quả", RESULT),
        Node(code="ket_thuc", kind=NodeKind.END, name="Đã có kết quả"),
        decline,
        _service("ban_hanh_tu_choi", "Ký số, trả văn bản từ chối", REFUSAL),
        Node(code="ket_thuc_tu_choi", kind=NodeKind.END, name="Đã từ chối"),
    )
    model = Model(
        key="quy_trinh", name=name, values=frozenset(), flows=(),
        nodes={node.code: node for node in nodes},
    )  # fmt: skip
    for source, target in (
        *(("bat_dau", "kiem_tra"), (SUPPLEMENT_TASK, "kiem_tra")),
        *(("ban_hanh", "ket_thuc"), ("ban_hanh_tu_choi", "ket_thuc_tu_choi")),
    ):
        model = designs.lead_on(model, code=source, target=target)
    ways: tuple[tuple[Node, dict[str, str]], ...] = (
        (examine, {"dat": "phe_duyet", ASK: SUPPLEMENT_TASK, NOT_ELIGIBLE: SIGN_REFUSAL}),
        (approve, {SIGN: "ban_hanh", SEND_BACK: "kiem_tra"}),
        (decline, {SIGN: "ban_hanh_tu_choi", SEND_BACK: "kiem_tra"}),
    )
    for node, targets in ways:
        model = designs.change_task(model, node, targets)
    return model


def _service(code: str, name: str, handler: str) -> Node:
    return Node(code=code, kind=NodeKind.SERVICE, name=name, handler=handler)

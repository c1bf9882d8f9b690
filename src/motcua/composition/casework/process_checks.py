"""What handling counts on in a process: told to who designs one, before it is put in force.

Some outcomes and steps mean the same in every process, because papers and events follow from them: asking
for a supplement, confirming a draft entry, finding the conditions not met, signing.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.workflow import service_tasks
from motcua.capabilities.workflow.enums import APPLICANT, NodeKind
from motcua.capabilities.workflow.queries.designs import Model, Node, list_steps
from motcua.composition.casework.handling import ASK, CONFIRM, CONFIRM_TASK, CONTEST, SEND_BACK
from motcua.composition.casework.lodging import SUPPLEMENT_TASK, SUPPLIED
from motcua.composition.casework.previewing import NOT_ELIGIBLE, SIGN
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import FieldProblem

RESULT: Final = "documents.issue-result"
CONFIRMATION: Final = "documents.issue-confirmation"
REFUSAL: Final = "documents.issue-refusal"
PAPERS: Final = frozenset({RESULT, CONFIRMATION, REFUSAL})
"""The automatic tasks that end a dossier with a paper."""

LEADS_OWN: Final = frozenset({ASK, SEND_BACK, SIGN, NOT_ELIGIBLE})
"""Outcomes that only the agency in charge may choose."""

APPLICANTS: Final = {
    SUPPLEMENT_TASK: frozenset({SUPPLIED}),
    CONFIRM_TASK: frozenset({CONFIRM, CONTEST}),
}
"""What an applicant can do in a process, with the outcomes that the pages offer."""


@service_tasks.check_models
def find_problems(model: Model) -> Iterator[FieldProblem]:
    """Yield what handling could not carry out, element by element."""
    yield from _find_strange_applicants(model)
    yield from _find_lost_requests(model)
    yield from _find_unsigned_papers(model)
    yield from _find_missing_papers(model)
    yield from _find_strange_parts(model)


def _find_strange_parts(model: Model) -> Iterator[FieldProblem]:
    """Another agency does its part and returns the dossier to who is in charge (Article 19.6).

    Asking the applicant, sending back and signing the result are the lead agency's alone.
    """
    for node in model.of_kind(NodeKind.USER):
        if not node.agency:
            continue
        if procedures.find_competent_kind(node.agency) is None:
            reason = _("Loại cơ quan “{agency}” không có trong danh mục thủ tục.")
            yield _problem(node.code, reason.format(agency=node.agency), "unknown-agency")
        if node.role == APPLICANT or {choice.code for choice in node.choices} & LEADS_OWN:
            reason = _(
                "Bước của cơ quan khác không yêu cầu bổ sung, không trả lại và không ký kết quả:"
                " việc đó của cơ quan chủ trì."
            )
            yield _problem(node.code, reason, "strange-part")


def _find_strange_applicants(model: Model) -> Iterator[FieldProblem]:
    for node in model.of_kind(NodeKind.USER):
        if node.role != APPLICANT:
            continue
        outcomes = {choice.code for choice in node.choices}
        if outcomes - APPLICANTS.get(node.code, frozenset()):
            reason = _(
                "Người nộp chỉ bổ sung hồ sơ hoặc xác nhận bản dự thảo được: dùng bước có sẵn."
            )
            yield _problem(node.code, reason, "strange-applicant")


def _find_lost_requests(model: Model) -> Iterator[FieldProblem]:
    """A request for a supplement stops the dossier until the applicant's step is done (Article 19.4)."""
    for step in list_steps(model):
        for way in step.ways:
            is_request = way.outcome == ASK and step.node.role != APPLICANT
            if is_request != (way.target == SUPPLEMENT_TASK):
                reason = _(
                    "Kết quả “Cần bổ sung” (can_bo_sung) và bước người nộp bổ sung (bo_sung)"
                    " phải đi liền nhau."
                )
                yield _problem(step.node.code, reason, "lost-request")


def _find_unsigned_papers(model: Model) -> Iterator[FieldProblem]:
    """A paper bears the name of who did the step before it (Decree 30/2020, Article 13)."""
    for node in model.of_kind(NodeKind.SERVICE):
        if node.handler not in PAPERS:
            continue
        for before in _last_tasks(model, node.code):
            signs = any(choice.code == SIGN for choice in before.choices)
            is_signed = before.role == Role.LEADER and signs
            is_received = node.handler == CONFIRMATION and before.role != APPLICANT
            if before.agency or not (is_signed or is_received):
                reason = _(
                    "Ngay trước khi phát hành giấy tờ phải là bước lãnh đạo ký (kết quả “ky”)."
                )
                yield _problem(node.code, reason, "unsigned")
        if node.handler == REFUSAL and not _is_reasoned(model, node.code):
            reason = _(
                "Trước văn bản từ chối phải có bước kết luận “Không đủ điều kiện”"
                " (khong_du_dieu_kien) có ghi lý do."
            )
            yield _problem(node.code, reason, "no-reason")


def _is_reasoned(model: Model, code: str) -> bool:
    return any(
        choice.code == NOT_ELIGIBLE and choice.needs_reason
        for before in _all_before(model, code)
        for choice in model.nodes[before].choices
    )


def _find_missing_papers(model: Model) -> Iterator[FieldProblem]:
    """A dossier ends with one paper, and with no more than one (Article 20.1 of Decree 61/2018)."""
    papers = {node.code for node in model.of_kind(NodeKind.SERVICE) if node.handler in PAPERS}
    starts = {node.code for node in model.of_kind(NodeKind.START)}
    without = _reach(model, starts, through=model.nodes.keys() - papers)
    for node in model.of_kind(NodeKind.END):
        if node.code in without:
            reason = _("Có đường tới đây mà chưa phát hành giấy tờ nào: hồ sơ sẽ không có kết quả.")
            yield _problem(node.code, reason, "no-paper")
    for code in sorted(papers):
        after = {flow.target for flow in model.leaving[code]}
        if _reach(model, after, through=model.nodes.keys()) & papers:
            reason = _("Sau giấy tờ này quy trình còn phát hành giấy tờ nữa: mỗi hồ sơ chỉ có một.")
            yield _problem(code, reason, "two-papers")


def _last_tasks(model: Model, code: str) -> Iterator[Node]:
    """Yield the people's tasks that can be the last before an element."""
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        for flow in model.entering[waiting.pop()]:
            node = model.nodes[flow.source]
            if node.code in seen:
                continue
            seen.add(node.code)
            if node.kind is NodeKind.USER:
                yield node
            else:
                waiting.append(node.code)


def _all_before(model: Model, code: str) -> set[str]:
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        for flow in model.entering[waiting.pop()]:
            if flow.source not in seen:
                seen.add(flow.source)
                waiting.append(flow.source)
    return seen


def _reach(model: Model, starts: set[str], *, through: AbstractSet[str]) -> set[str]:
    """Return what can be reached from the starts by elements of ``through`` alone."""
    seen: set[str] = set()
    waiting = [code for code in starts if code in through]
    while waiting:
        code = waiting.pop()
        if code not in seen:
            seen.add(code)
            waiting += [flow.target for flow in model.leaving[code] if flow.target in through]
    return seen


def _problem(field: str, text: str, code: str) -> FieldProblem:
    return FieldProblem(field=field, text=text, code=code)

"""The refusals workflow can give."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound, Refusal


class ModelRefused(InvalidInput):
    """Say everything that is wrong with a BPMN model, element by element."""

    code = "workflow.model-refused"
    message = _("Mô hình quy trình chưa dùng được: có {count} chỗ cần sửa.")

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(problems)

    def __str__(self) -> str:
        return f"{self.code}: " + "; ".join(f"{p.field}: {p.text}" for p in self.problems)


class NoSuchDefinition(NotFound):
    """Say that no process is stored under this key or id."""

    code = "workflow.no-such-definition"
    message = _("Không có quy trình này.")


class NoSuchTask(NotFound):
    """Say that there is no such task, or none this person may see."""

    code = "workflow.no-such-task"
    message = _("Không tìm thấy công việc này, hoặc công việc không thuộc phần việc của bạn.")


class TaskAlreadyDone(Refusal):
    """Say who did the task and when."""

    code = "workflow.task-already-done"
    message = _("Công việc “{task}” đã được {who} xử lý lúc {at}.")


class TaskCancelled(Refusal):
    """Say that the task is no longer wanted."""

    code = "workflow.task-cancelled"
    message = _("Công việc “{task}” không còn hiệu lực vì quy trình đã dừng lúc {at}.")


class UnknownOutcome(Refusal):
    """Say which outcomes the task has."""

    code = "workflow.unknown-outcome"
    message = _("Công việc “{task}” không có kết quả “{outcome}”. Chọn một trong: {choices}.")
    status = 422


class AlreadyRunning(Refusal):
    """Say that the subject has a process under way."""

    code = "workflow.already-running"
    message = _("Hồ sơ này đang có một quy trình chưa kết thúc.")


class NoSuchList(NotFound):
    """Say that the post has named no such list."""

    code = "workflow.no-such-list"
    message = _("Không có bộ lọc này.")


class ListNameNeeded(Refusal):
    """Say that a list is found again by its name."""

    code = "workflow.list-name-needed"
    message = _("Hãy đặt tên cho bộ lọc.")
    status = 422


class TooManyLists(Refusal):
    """Say that one has to be dropped before another is kept."""

    code = "workflow.too-many-lists"
    message = _("Bạn đã lưu 20 bộ lọc. Hãy bỏ một bộ lọc không dùng nữa.")
    status = 422

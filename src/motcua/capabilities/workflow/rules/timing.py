"""Whether the times of the steps add up to the time the whole may take.

The internal process says how long each who takes part has (Circular 01/2018/TT-VPCP, Article 8); together
they have what the procedure promises.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.workflow.enums import APPLICANT, NodeKind
from motcua.capabilities.workflow.rules.drawing import forward_arrows, ordered
from motcua.capabilities.workflow.rules.model import Model, Node, share_text
from motcua.foundation.kernel.errors import FieldProblem

_WHOLE: Final = 100
_TYPICAL: Final = 60_000
"""Working minutes by which parts and minutes are weighed where no limit is known."""


@dataclass(frozen=True, kw_only=True)
class Longest:
    """The way through a model whose steps together have the most time, never turning back."""

    tasks: tuple[str, ...]
    percent: int
    """Of the whole limit."""
    minutes: int
    """Working minutes that the steps have of their own."""

    def cost(self, limit_minutes: int) -> float:
        """Return the working minutes of the way, of a whole that may take so many."""
        return self.minutes + limit_minutes * self.percent / _WHOLE


def longest(model: Model, limit_minutes: int | None = None) -> Longest:
    """Return the longest way; without a limit the one with the largest part of it."""
    limit = limit_minutes or _TYPICAL
    best: dict[str, Longest] = {}
    before: dict[str, list[str]] = {code: [] for code in model.nodes}
    forward = forward_arrows(model)
    for source, target in forward:
        before[target].append(source)
    nothing = Longest(tasks=(), percent=0, minutes=0)
    for code in ordered(model, forward):
        led = max(
            (best[one] for one in before[code]), key=lambda one: one.cost(limit), default=nothing
        )
        best[code] = _with_task(led, model.nodes[code])
    return max(best.values(), key=lambda one: one.cost(limit), default=nothing)


def _with_task(way: Longest, node: Node) -> Longest:
    share = node.share
    if share.percent is None and share.minutes is None:
        return way
    return Longest(
        tasks=(*way.tasks, node.code),
        percent=way.percent + (share.percent or 0),
        minutes=way.minutes + (share.minutes or 0),
    )


def find_problems(model: Model) -> Iterator[FieldProblem]:
    """Yield where steps that follow one another take more parts of the limit than it has."""
    way = longest(model)
    if way.percent > _WHOLE:
        reason = _("Các bước nối nhau dùng {percent}% thời hạn giải quyết: {steps}.").format(
            percent=way.percent, steps=_say(model, way)
        )
        yield FieldProblem(field=_heaviest(model, way), text=reason, code="shares-over")


def find_hints(model: Model, limit_minutes: int | None) -> Iterator[FieldProblem]:
    """Yield what somebody should look at: steps without a time, time nobody has, time beyond the limit.

    Minutes of a step's own may lawfully lie beyond the limit, as where an inquiry extends it; so they
    are pointed at and not refused.

    :param limit_minutes: the working minutes of the strictest limit; None if there is no limit
    """
    for node in model.of_kind(NodeKind.USER):
        if node.role != APPLICANT and not share_text(node.share):
            reason = _("Bước này chưa có thời gian: ghi phần của thời hạn hoặc số giờ làm việc.")
            yield FieldProblem(field=node.code, text=reason, code="no-share")
    if limit_minutes is None:
        return
    way = longest(model, limit_minutes)
    if way.percent <= _WHOLE and way.cost(limit_minutes) > limit_minutes:
        reason = _(
            "Có giờ riêng ngoài thời hạn giải quyết: {steps}. Chỉ được khi luật cho kéo dài."
        )
        field = _heaviest(model, way)
        yield FieldProblem(field=field, text=reason.format(steps=_say(model, way)), code="beyond")
    if way.percent < _WHOLE and not way.minutes:
        left = _WHOLE - way.percent
        reason = _("Còn {left}% thời hạn chưa giao cho bước nào.").format(left=left)
        yield FieldProblem(field="", text=reason, code="time-left")


def _heaviest(model: Model, way: Longest) -> str:
    return max(way.tasks, key=lambda code: _weight(model.nodes[code]))


def _weight(node: Node) -> int:
    return (node.share.percent or 0) * _TYPICAL // _WHOLE + (node.share.minutes or 0)


def _say(model: Model, way: Longest) -> str:
    nodes = [model.nodes[code] for code in way.tasks]
    return " + ".join(f"{node.name or node.code} {share_text(node.share)}" for node in nodes)

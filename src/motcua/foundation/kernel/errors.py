"""Refusals: answers to a person, not defects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Refusal(Exception):
    """Say no to a request, with a sentence the person understands.

    Surfaces catch this type and nothing else. A page shows ``text`` beside ``field``; the API answers
    ``application/problem+json`` (RFC 9457) with ``code`` and ``status``.
    """

    code: ClassVar[str] = "kernel.refused"
    message: ClassVar[Text] = _("Yêu cầu không thực hiện được.")
    status: ClassVar[int] = 409

    def __init__(self, *, field: str | None = None, **values: object) -> None:
        self.field = field
        self.values = values
        super().__init__(self.code)

    @property
    def text(self) -> str:
        """The sentence, in the language of the request, with its values filled in."""
        return str(self.message).format(**self.values)

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"

    def __reduce__(self) -> tuple[Callable[..., Refusal], tuple[type[Refusal], dict[str, object]]]:
        """Travel between processes whole: a refusal that cannot be pickled kills the pool that carries it."""
        return _again, (type(self), self.__dict__)


def _again(kind: type[Refusal], said: dict[str, object]) -> Refusal:
    refusal = kind.__new__(kind)
    Exception.__init__(refusal, kind.code)
    refusal.__dict__.update(said)
    return refusal


class NotFound(Refusal):
    """Say that there is no such thing, or none that this person may see: the answers are the same."""

    code = "kernel.not-found"
    message: ClassVar[Text] = _("Không tìm thấy nội dung này, hoặc bạn không có quyền xem.")
    status = 404


class TooOften(Refusal):
    """Say that somebody asks too often, and after how many seconds to ask again (RFC 6585)."""

    code = "kernel.too-often"
    message: ClassVar[Text] = _(
        "Bạn đã thử quá nhiều lần. Vui lòng đợi {seconds} giây rồi thử lại."
    )
    status = 429

    def __init__(self, *, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(seconds=seconds)


class TooLarge(Refusal):
    """Say that more was sent than is read at a time, before any of it was."""

    code = "kernel.too-large"
    message: ClassVar[Text] = _(
        "Nội dung gửi lớn hơn {most} MB nên chưa được nhận. Hãy gửi ít tệp hơn trong một lần."
    )
    status = 413


class InvalidInput(Refusal):
    """Say everything that is wrong with what was typed, at once."""

    code = "kernel.invalid-input"
    message: ClassVar[Text] = _("Có {count} chỗ cần sửa.")
    status = 422

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems))

    def __str__(self) -> str:
        return f"{super().__str__()} {list(self.problems)}"


class FieldProblem:
    """One wrong answer: where it stands and what to do about it."""

    __slots__ = ("code", "field", "text")

    def __init__(self, *, field: str, text: Text, code: str) -> None:
        self.field = field
        self.text = str(text)
        self.code = code

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FieldProblem):
            return NotImplemented
        return (self.field, self.text, self.code) == (other.field, other.text, other.code)

    def __hash__(self) -> int:
        return hash((self.field, self.text, self.code))

    def __repr__(self) -> str:
        return f"FieldProblem({self.field!r}, {self.code!r}, {self.text!r})"


def list_problems(wrong: Mapping[str, tuple[bool, Text]]) -> list[FieldProblem]:
    """Return the problems of a table that says of each field whether it is wrong, and what to do then."""
    return [
        FieldProblem(field=name, text=str(text), code="empty")
        for name, (is_wrong, text) in wrong.items()
        if is_wrong
    ]


def require_right(wrong: Mapping[str, tuple[bool, Text]]) -> None:
    """Refuse what such a table finds wrong, all at once.

    Raises:
        InvalidInput: naming each field that is wrong
    """
    problems = list_problems(wrong)
    if problems:
        raise InvalidInput(problems)

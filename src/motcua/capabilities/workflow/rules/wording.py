"""A condition of an arrow as a sentence: which step ended how."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from motcua.capabilities.workflow.rules import expressions
from motcua.capabilities.workflow.rules.expressions import (
    Both,
    Compare,
    Constant,
    Either,
    Name,
    Not,
)
from motcua.capabilities.workflow.rules.model import OUTCOME, Model


def say_condition(model: Model, text: str) -> str:
    """Return the condition in words; what is no plain question of outcomes stays as it is written."""
    try:
        said = _say(model, expressions.parse(text))
    except expressions.NotAnExpression:
        return text
    return said or text


def _say(model: Model, node: expressions.Node) -> str:
    match node:
        case Either(left, right):
            return _join(_("{left} hoặc {right}"), _say(model, left), _say(model, right))
        case Both(left, right):
            return _join(_("{left} và {right}"), _say(model, left), _say(model, right))
        case Not(inner):
            return _join(_("không phải {left}"), _say(model, inner), "")
        case Compare("==" | "!=" as sign, Name(name), Constant(str(value))):
            sentence = (
                _("“{step}” là “{outcome}”") if sign == "==" else _("“{step}” không là “{outcome}”")
            )
            return sentence.format(step=_step(model, name), outcome=_label(model, name, value))
        case _:
            return ""


def _join(sentence: str, left: str, right: str) -> str:
    is_said = left and (right or "{right}" not in sentence)
    return sentence.format(left=left, right=right) if is_said else ""


def _step(model: Model, name: str) -> str:
    if name == OUTCOME:
        return _("Bước vừa xong")
    return model.nodes[name].name if name in model.nodes else name


def _label(model: Model, name: str, value: str) -> str:
    nodes = [model.nodes[name]] if name in model.nodes else [*model.nodes.values()]
    labels: Mapping[str, str] = {
        choice.code: choice.label for node in reversed(nodes) for choice in node.choices
    }
    return labels.get(value, value)

"""Models made in a few words."""

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.queries import designs
from motcua.capabilities.workflow.queries.designs import Choice, Model, Node, Share


def read(text):
    model, unsaid = designs.read_unfinished(text)
    assert unsaid == []
    return model


def task(code, *outcomes, name="Việc", share=None):
    return Node(
        code=code,
        kind=NodeKind.USER,
        name=name,
        role="specialist",
        unit_kind="professional",
        share=share or Share(),
        choices=tuple(
            Choice(code=one, label=one, label_en="", needs_reason=False)
            for one in outcomes or ("xong",)
        ),
    )


def one_step(code="viec", *outcomes, share=None):
    """A start, a task, an end."""
    nodes = (
        Node(code="s", kind=NodeKind.START, name="Bắt đầu"),
        task(code, *outcomes, share=share),
        Node(code="e", kind=NodeKind.END, name="Kết thúc"),
    )
    model = Model(
        key="p", name="Thử", nodes={one.code: one for one in nodes}, flows=(), values=frozenset()
    )
    model = designs.lead_on(model, code="s", target=code)
    return designs.lead_on(model, code=code, target="e")


def arrow(model, source, target):
    return next(one.code for one in model.flows if (one.source, one.target) == (source, target))


def ways(model, code):
    return {way.outcome: way.target for way in designs.get_step(model, code).ways}

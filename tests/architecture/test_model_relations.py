"""A relation between contexts points down and leaves no way back up.

Foreign keys are written as text, so no import linter sees them.
"""

import configparser
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).parents[2]
FLOORS = ("composition", "domain", "capabilities", "foundation")


def layers_of(contract):
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", "utf-8")
    lines = parser[f"importlinter:contract:{contract}"]["layers"].strip().splitlines()
    return [[name.strip(" ()") for name in line.split("|")] for line in lines]


def order_of_contexts():
    """Return each context's height: the higher may point at the lower, equals at neither."""
    heights = {}
    height = 0
    floors = [name for layer in layers_of("floors") for name in layer]
    for floor in reversed([name for name in floors if name in FLOORS]):
        for layer in reversed(layers_of(floor)):
            height += 1
            heights |= {f"motcua.{floor}.{name}": height for name in layer}
    return heights


def relations(model):
    return [
        field
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField)
        and not field.auto_created
    ]


def wrongs_of(model, heights):
    """Return what is wrong with a model's relations to other contexts."""
    home = context_of(model)
    wrongs = []
    for field in relations(model):
        target = context_of(field.related_model)
        if target == home or target is None:
            continue
        name = f"{model._meta.label}.{field.name}"
        if heights[target] >= heights[home]:
            wrongs.append(f"{name} points up or sideways at {field.related_model._meta.label}")
        if not field.remote_field.hidden:
            wrongs.append(f"{name} leaves a way back up: related_name='+'")
        if getattr(field.remote_field, "on_delete", models.PROTECT) is not models.PROTECT:
            wrongs.append(f"{name} does not protect what it points at: on_delete=PROTECT")
    return wrongs


def context_of(model):
    parts = model.__module__.split(".")
    if parts[0] != "motcua" or parts[1] not in FLOORS:
        return None
    return ".".join(parts[:3])


def test_relations_between_contexts_point_down():
    heights = order_of_contexts()
    ours = [model for model in apps.get_models(include_auto_created=True) if context_of(model)]

    assert [wrong for model in ours for wrong in wrongs_of(model, heights)] == []


@pytest.fixture
def make_model():
    """Define models in contexts of the test's choosing, and forget them afterwards."""
    made = []

    def make(name, context, **fields):
        meta = type("Meta", (), {"app_label": "kernel"})
        attributes = {"__module__": f"{context}.models", "Meta": meta, **fields}
        made.append(name.lower())
        return type(name, (models.Model,), attributes)

    yield make
    for name in made:
        del apps.all_models["kernel"][name]
    apps.clear_cache()


DOSSIERS, PROCEDURES = "motcua.domain.dossiers", "motcua.domain.procedures"


def test_a_key_downwards_passes(make_model):
    low = make_model("Low", PROCEDURES)
    high = make_model(
        "High", DOSSIERS, low=models.ForeignKey(low, models.PROTECT, related_name="+")
    )

    assert wrongs_of(high, order_of_contexts()) == []


def test_a_key_upwards_by_name_is_seen(make_model):
    make_model("High", DOSSIERS)
    low = make_model(
        "Low", PROCEDURES, high=models.ForeignKey("kernel.High", models.PROTECT, related_name="+")
    )

    assert wrongs_of(low, order_of_contexts()) == [
        "kernel.Low.high points up or sideways at kernel.High"
    ]


def test_a_way_back_up_is_seen(make_model):
    low = make_model("Low", PROCEDURES)
    high = make_model("High", DOSSIERS, low=models.ForeignKey(low, models.PROTECT))

    assert wrongs_of(high, order_of_contexts()) == [
        "kernel.High.low leaves a way back up: related_name='+'"
    ]


def test_a_key_that_deletes_with_its_target_is_seen(make_model):
    low = make_model("Low", PROCEDURES)
    high = make_model(
        "High", DOSSIERS, low=models.ForeignKey(low, models.CASCADE, related_name="+")
    )

    assert wrongs_of(high, order_of_contexts()) == [
        "kernel.High.low does not protect what it points at: on_delete=PROTECT"
    ]

"""Each component is drawn from its own examples; what it does not know it refuses."""

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from motcua.surfaces.ui import gallery

EXAMPLES = [
    pytest.param(component, example, id=f"{component.name}: {example.name}")
    for component in gallery.list_components()
    for example in component.examples
]


def draw(source: str, **values: object) -> str:
    return engines["django"].from_string("{% load ui %}" + source).render(values)


@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_example_is_drawn(component, example):
    drawn = draw("{% draw_example component example %}", component=component, example=example)

    assert drawn.strip()
    assert "style=" not in drawn
    assert "onclick" not in drawn


@pytest.mark.parametrize("component", gallery.list_components(), ids=lambda one: one.name)
def test_component_tells_what_it_is_for(component):
    readme = gallery.FOLDER / component.name / "README.md"

    assert component.summary.endswith(".")
    assert component.examples
    assert len(readme.read_text(encoding="utf-8").split()) > 15
    assert not component.slot or component.slot in component.parameters


@pytest.mark.parametrize("component", gallery.list_components(), ids=lambda one: one.name)
def test_every_choice_is_shown_in_an_example(component):
    for parameter in component.parameters.values():
        given = {
            one.values.get(parameter.name, parameter.default)
            for one in component.examples
            if parameter.choices
        }

        assert component.name in {"deadline", "notification-banner"} or given == set(
            parameter.choices
        )


def test_tag_says_its_state_in_words():
    drawn = draw('{% component "tag" text="Quá hạn" tone="danger" %}')

    assert drawn.startswith('<span class="mc-tag mc-tag--danger"><svg')
    assert drawn.strip().endswith("Quá hạn</span>")


def test_component_escapes_what_people_typed():
    drawn = draw('{% component "tag" text=text %}', text="<script>")

    assert "&lt;script&gt;" in drawn
    assert "<script>" not in drawn


def test_slot_keeps_markup_of_the_page():
    drawn = draw('{% slotted "inset" %}<a href="/">Về</a>{% endslotted %}')

    assert drawn.strip() == '<div class="govuk-inset-text"><a href="/">Về</a></div>'


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('{% component "tag" %}', "tag needs text"),
        ('{% component "tag" text="x" tone="pink" %}', "tag: tone cannot be 'pink'"),
        ('{% component "tag" text="x" colour="red" %}', "tag does not take colour"),
        ('{% component "marquee" %}', "there is no component 'marquee'"),
        ('{% slotted "tag" text="x" %}y{% endslotted %}', "tag takes no content"),
    ],
)
def test_misuse_is_named(source, complaint):
    with pytest.raises(gallery.MisusedComponent, match=complaint):
        draw(source)


def test_component_does_not_see_the_page_around_it():
    with pytest.raises(gallery.MisusedComponent, match="needs text"):
        draw('{% component "tag" %}', text="from the page")


@pytest.mark.parametrize(
    ("page", "last", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (6, 12, [1, 0, 5, 6, 7, 0, 12]),
        (12, 12, [1, 0, 11, 12]),
        (2, 12, [1, 2, 3, 0, 12]),
    ],
)
def test_page_links_leave_gaps(page, last, numbers):
    drawn = draw(
        "{% page_links page last as links %}{% for one in links %}{{ one.number }} {% endfor %}",
        page=page,
        last=last,
    )

    assert [int(number) for number in drawn.split()] == numbers


def test_bar_is_as_long_as_its_number():
    drawn = draw(
        '{% component "bar-chart" caption="c" label="l" measure="m" rows=rows maximum=80 %}',
        rows=[{"label": "a", "value": 80}, {"label": "b", "value": 20}, {"label": "c", "value": 0}],
    )

    assert [part.split('"')[0] for part in drawn.split('mc-bars__fill" width="')[1:]] == [
        "100",
        "25",
        "0",
    ]


def test_remembered_drawings_do_not_mix():
    drawn = [
        draw('{% component "tag" text=text tone=tone %}', text=text, tone=tone)
        for text, tone in [("Còn hạn", "progress"), ("Quá hạn", "progress"), ("Còn hạn", "danger")]
        * 2
    ]

    assert len(set(drawn)) == 3
    assert drawn[:3] == drawn[3:]


def test_remembered_drawing_escapes_what_another_page_marked_safe():
    safe = draw('{% component "tag" text=text %}', text=mark_safe("<i>an toàn</i>"))
    typed = draw('{% component "tag" text=text %}', text="<i>an toàn</i>")

    assert safe == typed
    assert "&lt;i&gt;an toàn&lt;/i&gt;" in typed


def test_only_what_holds_nobodys_data_is_remembered():
    assert [one.name for one in gallery.list_components() if one.is_remembered] == ["tag"]

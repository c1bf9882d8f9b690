"""What a scanner types of an identity card, and what an input method makes of it."""

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from motcua.foundation.identity import cards, errors
from motcua.foundation.identity.cards import Card
from motcua.foundation.identity.enums import Sex

FIELDS = {
    "pin": "099195000009",
    "former": "",
    "name": "Cao Thị Mới",
    "birth": "02021995",
    "sex": "Nữ",
    "residence": "Thôn Đoài, Xã Sông Lam, Nghệ An",
    "issued": "01012024",
}
MOI = Card(
    pin="099195000009",
    full_name="Cao Thị Mới",
    born_on=date(1995, 2, 2),
    sex=Sex.FEMALE,
    residence="Thôn Đoài, Xã Sông Lam, Nghệ An",
)
NAMES = [
    "Mới",
    "H’Bĭa Niê Kdăm",
    "Y Êban",
    "Lừ Thị Dợ",
    "Vàng A Sình",
    "Thạch Sô Phi",
    "Nguyễn Ngãi",
]
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạềểễếệ ’"


def code(**changed):
    return "|".join({**FIELDS, **changed}.values())


def is_read_or_refused_in_words(typed):
    try:
        card = cards.read_card(typed)
    except errors.CardUnreadable as refusal:
        return bool(refusal.text)
    return len(card.pin) == 12 and bool(card.full_name.strip())


def test_a_card_fills_the_boxes():
    assert cards.read_card(code()) == MOI


@pytest.mark.parametrize(
    "typed",
    [
        code() + "\r",
        code() + "\r\n",
        "\ufeff" + code() + "\t",
        "]Q1" + code(),
        "  " + code().replace("|", " | ") + "\0",
        unicodedata.normalize("NFD", code()),
        code() + "|Cao Văn Cha|Lê Thị Mẹ||",
        code(former="187654321"),
        code(issued=""),
    ],
    ids=["enter", "line", "tab", "kind", "blanks", "apart", "newer", "former", "no-issue"],
)
def test_what_scanners_add_and_newer_cards_append_does_not_matter(typed):
    assert cards.read_card(typed) == MOI


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_people_are_read_as_they_are(name):
    assert cards.read_card(code(name=name)).full_name == name


@pytest.mark.parametrize("birth", ["", "1955", "00001955", "00121955"])
def test_who_has_no_whole_day_of_birth_gets_an_empty_box(birth):
    assert cards.read_card(code(birth=birth)).born_on is None


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", errors.CardIncomplete),
        ("abc", errors.CardIncomplete),
        ("https://vneid.example/abc", errors.CardIncomplete),
        ("099195000009||Cao Thị Mới|02021995|Nữ|Thôn Đoài", errors.CardIncomplete),
        ("1|2|3|4|5|6|7", errors.CardWithoutNumber),
        (code(pin="09919500000O"), errors.CardWithoutNumber),
        (code(pin="٠٩٩١٩٥٠٠٠٠٠٩"), errors.CardWithoutNumber),
        (code(name=""), errors.CardWithoutName),
        (code(name="A" * 151), errors.CardWithoutName),
        (code(birth="31021995"), errors.CardDayWrong),
        (code(birth="2/2/1995"), errors.CardDayWrong),
        (code().replace("|", "~"), errors.CardMistyped),
        (code().replace("|", "¦"), errors.CardMistyped),
        (code(sex="Nuwx"), errors.CardMistyped),
        (code(sex="Nu74"), errors.CardMistyped),
        (code(sex="Nu"), errors.CardMistyped),
        (code(name="Cao Thi5 Mo71i"), errors.CardMistyped),
        (code(name="Cao Th? M?i"), errors.CardMistyped),
        (code(name="Nguyễ\u0301n"), errors.CardMistyped),
        (code(name="Cao Thị Mới".encode().decode("cp1252", "replace")), errors.CardMistyped),
        (code(residence="Thôn Đoài, Xã Sông Lam".encode().decode("latin-1")), errors.CardMistyped),
    ],
)  # fmt: skip
def test_what_is_no_card_or_a_spoilt_one_is_said_to_be_so(typed, refusal):
    with pytest.raises(refusal) as refused:
        cards.read_card(typed)

    assert type(refused.value) is refusal
    assert refused.value.field == "card"
    assert "{" not in refused.value.text


@given(
    pin=st.text("0123456789", min_size=12, max_size=12),
    name=st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=60).filter(str.strip),
    born_on=st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    sex=st.sampled_from(Sex),
    more=st.lists(st.text(LETTERS, max_size=20), max_size=4),
)
def test_what_is_written_on_a_card_is_read_back(pin, name, born_on, sex, more):
    typed = code(pin=pin, name=name, birth=f"{born_on:%d%m%Y}", sex=str(sex.label))

    card = cards.read_card("|".join([typed, *more]) + "\r")

    read = unicodedata.normalize("NFC", " ".join(name.split()))
    assert card == Card(
        pin=pin, full_name=read, born_on=born_on, sex=sex, residence=FIELDS["residence"]
    )


@given(st.text(max_size=1500))
@example("|" * 1200)
@example("099195000009|" * 20)
@example("\ud800||||||")
def test_whatever_is_typed_is_read_or_refused_in_words(typed):
    assert is_read_or_refused_in_words(typed)


@given(
    st.lists(st.sampled_from([*FIELDS.values(), "|", "\r", "ễ", "7", "", "Nữ"]), max_size=30),
)
def test_pieces_of_cards_in_any_order_are_read_or_refused_in_words(pieces):
    assert is_read_or_refused_in_words("|".join(pieces))


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [("099195000009", True), ("099 195 000 009\r", True), ("09919500000", False), (code(), False)],
)
def test_a_number_that_was_typed_is_told_from_a_scan(typed, is_one):
    assert cards.is_number(typed) is is_one

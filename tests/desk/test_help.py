"""Help: every page of the desk has some, in both languages, short, and found by its words."""

import re

import pytest
from django.test import Client

from motcua.surfaces.desk import urls
from motcua.surfaces.desk.presenting import helping as presenting

pytestmark = pytest.mark.django_db
NO_PAGE = frozenset(
    # Files and pictures, parts of pages, what only answers a script, and what is seen before one signs in.
    [
        "sign-in",
        "second-factor",
        "second-factor-setup",
        "sign-out",
        "phone",
        "feedback-file",
        "counter-upload",
        "counter-upload-piece",
        "counter-scan",
        "counter-thumbnail",
        "split-leaf",
        "tray-file",
        "offline-worker",
        "offline-material",
        "offline-send",
        "offline-form",
        "offline-slip",
        "reserve-picture",
        "new-results",
        "waiting",
    ]
)
LONGEST = 260
"""Letters of a sentence or two."""
TOPICS = presenting.topics()


def names():
    return {pattern.name for pattern in urls.urlpatterns}


def test_every_page_of_the_desk_has_help_and_one_only():
    told = [page for topic in TOPICS.values() for page in topic.pages]

    assert len(told) == len(set(told))
    assert names() - set(told) - NO_PAGE == {"help-topic"}
    assert set(told) <= names()


@pytest.mark.parametrize("key", TOPICS)
def test_a_topic_is_concrete_and_short_in_both_languages(key):
    topic = TOPICS[key]

    assert re.search(r"Điều|Nghị định|Luật|Quyết định", topic.article)
    assert list(topic.vi.words) == list(topic.en.words)
    for said in (topic.vi, topic.en):
        assert said.title
        assert len(said.first) == len(topic.vi.first) >= 3
        assert len(said.mistakes) == len(topic.vi.mistakes) >= 1
        for text in (said.purpose, *said.first, *said.mistakes, *said.words.values()):
            assert 10 < len(text) <= LONGEST, text
            assert text.endswith(".")


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("/can-bo/tiep-nhan/", "Chờ tiếp nhận"),
        ("/can-bo/thu-phi/ca/", "Ca thu, sổ quỹ, quyết toán"),
    ],
)
def test_the_question_mark_leads_to_the_help_of_that_very_page(desk, page, title):
    (address,) = re.findall(
        r'href="(/can-bo/tro-giup/trang/[^"]+)" accesskey="0"', desk.get(page).text
    )

    shown = desk.get(address, follow=True)

    assert f"</span>{title}</h1>" in shown.text


def test_help_is_found_without_marks_and_says_when_nothing_fits(desk):
    found = desk.get("/can-bo/tro-giup/", {"q": "xin loi hen lai"}).text
    nothing = desk.get("/can-bo/tro-giup/", {"q": "tàu vũ trụ"}).text

    assert "Xin lỗi và hẹn lại" in found
    assert "Bảng điều hành</a>" not in found
    assert "Không có trang trợ giúp nào khớp" in nothing


def test_help_is_read_in_english_with_the_words_of_the_page_in_vietnamese(desk):
    desk.post("/tuy-chon/", {"language": "en", "next": "/"})

    shown = desk.get("/can-bo/tro-giup/queue-of-nothing/")
    topic = desk.get("/can-bo/tro-giup/queue/").text

    assert shown.status_code == 404
    assert "Waiting to be taken in" in topic
    assert "yêu cầu bổ sung" in topic


def test_who_has_not_signed_in_is_offered_no_help_of_the_desk():
    assert "/can-bo/tro-giup/" not in Client().get("/").text

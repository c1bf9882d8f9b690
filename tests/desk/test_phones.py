"""A phone as the desk's camera: it lets pictures in, shows nothing, and dies."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests.casework import people
from tests.desk import counter
from tests.desk.counter import draft_of, linked

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents import rules
from motcua.capabilities.documents.models import Inlet
from motcua.composition.casework import phones
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db


def opened(desk, sheet):
    """Let a phone in; return its address as the code on the sheet says it."""
    assert counter.write(desk, sheet, then="phone")["Location"] == f"{sheet}#phone"
    return phones.find_address(draft_of(sheet), at=clock.now()).removeprefix("http://testserver")


def path_of(address):
    return re.sub(r"^https?://[^/]+", "", address)


@pytest.fixture
def sheet(province, desk):
    return counter.written(desk)


@pytest.fixture
def phone(desk, sheet):
    """The address that the phone opens."""
    return path_of(opened(desk, sheet))


def send(address, *contents, browser=None):
    files = [
        SimpleUploadedFile(f"anh-{number}.jpg", content, "image/jpeg")
        for number, content in enumerate(contents, start=1)
    ]
    return (browser or Client()).post(address, {"file": files})


def unsorted(sheet):
    kept = documents.list_documents(draft_of(sheet).subject)
    return [one for one in kept if one.paper_code == documents.UNSORTED]


def laid(sheet, code):
    kept = documents.list_documents(draft_of(sheet).subject)
    return [one for one in kept if one.paper_code == code]


def test_the_sheet_shows_a_code_and_the_phone_asks_for_pictures_without_a_sign_in(
    desk, sheet, phone
):
    page = Client().get(phone)

    assert 'src="data:image/svg+xml' in desk.get(sheet).text
    assert page.status_code == 200
    assert 'capture="environment"' in page.text
    assert "multiple" in page.text


def test_pictures_come_to_the_sheet_and_wait_to_be_laid_to_papers(desk, sheet, phone):
    page = send(phone, people.a_photo("ivory"), people.a_photo("linen"))

    assert page.status_code == 200
    assert "Đã gửi 2 ảnh" in page.text
    assert len(unsorted(sheet)) == 2
    assert "Ảnh chưa xếp" in desk.get(sheet).text
    assert desk.get(f"{sheet}dien-thoai/").json() == {"count": 2}


def test_the_phone_learns_nothing_of_the_sheet_nor_of_its_other_pictures(desk, sheet, phone):
    send(phone, people.a_photo())

    page = Client().get(phone).text

    for secret in ("Nguyễn Thị Hạnh", "099192000101", "Đăng ký khai sinh", "anh-1", "/tep/"):
        assert secret not in page
    key = unsorted(sheet)[0].pk
    assert Client().get(f"{sheet}tep/{key}/").status_code == 302
    assert Client().get(f"{sheet}tep/{key}/nho/").status_code == 302


def test_a_photograph_is_kept_upright_small_and_without_what_the_camera_noted(sheet, phone):
    send(phone, people.a_photo(size=(4000, 3000), is_turned=True))

    (kept,) = unsorted(sheet)
    image = Image.open(io.BytesIO(documents.read_original(kept)))
    assert image.height > image.width
    assert max(image.size) == 3508
    assert not image.getexif()
    assert kept.source == "counter_scan"
    assert documents.read_content(kept).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90 virus", "anh-1.jpg"),
        (b"", "anh-1.jpg"),
        (people.a_photo()[:400], "anh-1.jpg"),
        (b"<html><script>alert(1)</script></html>", "anh-1.jpg"),
    ],
    ids=["program", "empty", "broken", "page"],
)
def test_what_is_no_picture_is_refused_by_name_and_the_good_ones_are_kept(
    sheet, phone, content, said
):
    page = send(phone, content, people.a_photo())

    assert page.status_code == 422
    assert said in page.text
    assert len(unsorted(sheet)) == 1


def test_the_same_picture_twice_is_kept_once(sheet, phone):
    send(phone, people.a_photo())
    page = send(phone, people.a_photo())

    assert "Đã gửi" not in page.text
    assert len(unsorted(sheet)) == 1


def test_a_picture_is_laid_to_a_paper_or_taken_away_by_saving_the_sheet(desk, sheet, phone):
    send(phone, people.a_photo("ivory"), people.a_photo("linen"))
    one, two = unsorted(sheet)

    counter.write(desk, sheet, **{f"_lay-{one.pk}": "birth-notice", f"_lay-{two.pk}": "drop"})

    assert unsorted(sheet) == []
    named = {paper.pk: paper.title for paper in laid(sheet, "birth-notice")}
    assert named[one.pk] == "Giấy chứng sinh"
    assert two.pk not in named


def test_another_sheets_picture_and_an_unknown_paper_are_passed_over(desk, sheet, phone):
    send(phone, people.a_photo())
    (picture,) = unsorted(sheet)
    other = counter.begin(desk, **counter.STRANGER)

    counter.write(desk, other, **{f"_lay-{picture.pk}": "birth-notice", "_lay-x": "birth-notice"})
    counter.write(desk, sheet, **{f"_lay-{picture.pk}": "khong-co"})

    assert [one.pk for one in unsorted(sheet)] == [picture.pk]


def test_nothing_is_taken_in_while_pictures_wait(desk, sheet, phone):
    send(phone, people.a_photo())

    answer = counter.write(desk, sheet, then="accept")

    assert answer.status_code == 422
    assert linked(answer) == ["paper-unsorted"]
    assert "Còn 1 ảnh chưa xếp" in answer.text
    assert not draft_of(sheet).is_finished


def test_a_paper_that_the_phone_brought_counts_as_scanned(province, desk, sheet, phone):
    for one in laid(sheet, "declaration"):
        desk.post(f"{sheet}tep/{one.pk}/bo/")
    send(phone, people.a_photo())
    (picture,) = unsorted(sheet)
    said = {f"_lay-{picture.pk}": "declaration", "_scan-declaration": None}

    counter.write(desk, sheet, **said)
    answer = counter.write(desk, sheet, then="accept", **{"_scan-declaration": None})

    assert answer.status_code == 302, linked(answer)


# --- When it dies ------------------------------------------------------------------------------


def closed(address):
    page = Client().get(address)
    assert send(address, people.a_photo()).status_code == page.status_code
    return page.status_code == 404 and "không còn dùng được" in page.text


def test_it_dies_by_resting_and_lives_as_long_as_it_is_used(sheet, phone):
    with clock.fixed_at(clock.now() + timedelta(minutes=14)):
        assert send(phone, people.a_photo()).status_code == 200
    with clock.fixed_at(clock.now() + timedelta(minutes=28)):
        assert Client().get(phone).status_code == 200
    with clock.fixed_at(clock.now() + timedelta(minutes=43)):
        assert closed(phone)
    assert len(unsorted(sheet)) == 1


def test_it_dies_when_the_officer_closes_it(desk, sheet, phone):
    counter.write(desk, sheet, then="phone-close")

    assert closed(phone)
    assert "data:image/svg" not in desk.get(sheet).text


def test_it_dies_when_the_sheet_is_answered(desk, sheet, phone):
    answer = counter.write(desk, sheet, then="accept")

    assert answer.status_code == 302, linked(answer)
    assert closed(phone)


def test_it_dies_when_the_sheet_is_thrown_away(desk, sheet, phone):
    desk.post(f"{sheet}xoa/")

    assert closed(phone)


def test_a_new_code_shuts_the_one_before_out(desk, sheet, phone):
    again = path_of(opened(desk, sheet))

    assert again != phone
    assert closed(phone)
    assert Client().get(again).status_code == 200


def test_one_code_takes_only_so_many_files(sheet, phone):
    Inlet.objects.update(taken=rules.MOST_BY_PHONE - 1)

    page = send(phone, people.a_photo("ivory"), people.a_photo("linen"))

    assert page.status_code == 422
    assert "lấy mã mới" in page.text
    assert len(unsorted(sheet)) == 1


def test_guessing_keys_is_slowed_down(settings, sheet):
    settings.LOOK_UPS_PER_MINUTE = 3

    met = [Client().get(f"/can-bo/chup/{'A' * 43}/").status_code for _try in range(5)]

    assert met == [404, 404, 404, 429, 429]


def test_the_key_stands_in_no_row_and_in_no_line_of_the_log(sheet, phone, capsys):
    key = phone.strip("/").rpartition("/")[2]
    capsys.readouterr()

    send(phone, people.a_photo())

    (inlet,) = Inlet.objects.all()
    assert key not in str(vars(inlet))
    assert bytes(inlet.key_hash) != key.encode()
    logged = capsys.readouterr().out
    assert "/can-bo/chup/" in logged
    assert key not in logged


# --- Who may, what is noted, what it costs -------------------------------------------------------


def test_another_desk_neither_opens_counts_nor_sees(province, desk, sheet, phone, sign_in):
    send(phone, people.a_photo())
    stranger = sign_in(province.stranger)
    key = unsorted(sheet)[0].pk

    assert stranger.get(f"{sheet}dien-thoai/").status_code == 404
    assert stranger.get(f"{sheet}tep/{key}/nho/").status_code == 404
    assert stranger.post(sheet, {"then": "phone", "revision": "0"}).status_code == 404


def test_a_small_picture_is_shown_and_its_reading_noted(desk, sheet, phone):
    send(phone, people.a_photo())
    address = f"{sheet}tep/{unsorted(sheet)[0].pk}/nho/"

    shown = desk.get(address)

    assert shown["Content-Type"] == "image/jpeg"
    assert max(Image.open(io.BytesIO(shown.content)).size) == 320
    assert Reading.objects.filter(path=address).exists()


def test_the_count_opens_nothing_that_would_have_to_be_noted(desk, sheet, phone):
    desk.get(f"{sheet}dien-thoai/")

    assert not Reading.objects.filter(path=f"{sheet}dien-thoai/").exists()


def test_one_picture_costs_the_sheet_as_much_as_five(desk, sheet, phone):
    send(phone, people.a_photo())
    desk.get(sheet)
    with CaptureQueriesContext(connection) as one:
        desk.get(sheet)
    send(phone, *(people.a_photo(colour) for colour in ("red", "green", "blue", "gold")))

    with CaptureQueriesContext(connection) as five:
        page = desk.get(sheet).text

    assert page.count('name="_lay-') == 5
    assert len(five) == len(one)

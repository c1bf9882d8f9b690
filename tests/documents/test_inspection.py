"""What is taken, what is refused, and what a refused person is told."""

import io
import resource

import pikepdf
import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.documents import samples, traps

from motcua.capabilities.documents import errors, inspection, rules


def inspect(content: bytes, filename: str = "tep.pdf"):
    return inspection.inspect(content, filename=filename)


def shown_size(content: bytes) -> tuple[float, float]:
    """Return the width and height of the first page as a reader shows it."""
    with pikepdf.open(io.BytesIO(content)) as document:
        page = document.pages[0]
        _left, _bottom, width, height = (float(side) for side in page.mediabox)
        return (height, width) if page.get("/Rotate", 0) in {90, 270} else (width, height)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (samples.image("JPEG"), "image/jpeg"),
        (samples.image("JPEG", mode="L", color=90), "image/jpeg"),
        (samples.image("JPEG", mode="CMYK", color=(0, 9, 9, 9)), "image/jpeg"),
        (samples.image("PNG"), "image/png"),
        (samples.image("PNG", mode="RGBA", color=(255, 0, 0, 80)), "image/png"),
        (samples.image("PNG", mode="P", color=1), "image/png"),
        (samples.image("PNG", mode="1", color=1), "image/png"),
        (samples.image("PNG", mode="I;16", color=9), "image/png"),
        (samples.image("HEIF"), "image/heic"),
        (samples.pdf(), "application/pdf"),
    ],
)
def test_good_files_become_a_pdf_of_one_page(content, media_type):
    inspected = inspect(content)

    assert (inspected.media_type, inspected.pages) == (media_type, 1)
    with pikepdf.open(io.BytesIO(inspected.pdf)) as document:
        assert len(document.pages) == 1


def test_a_pdf_keeps_every_byte_because_it_may_be_signed():
    content = samples.pdf()

    assert inspect(content).pdf == content


def test_a_photograph_stands_upright():
    width, height = shown_size(inspect(samples.sideways_photo()).pdf)

    assert height > width


def test_a_photograph_is_not_encoded_anew():
    content = samples.image("JPEG")

    with pikepdf.open(io.BytesIO(inspect(content).pdf)) as document:
        (picture,) = document.pages[0].Resources.XObject.values()
        assert picture.read_raw_bytes() == content


def test_what_was_transparent_is_white():
    content = samples.image("PNG", mode="RGBA", color=(0, 0, 0, 0))

    with pikepdf.open(io.BytesIO(inspect(content).pdf)) as document:
        (picture,) = document.pages[0].Resources.XObject.values()
        shown = pikepdf.PdfImage(picture).as_pil_image().convert("RGB")
    assert shown.getpixel((5, 5)) == (255, 255, 255)


def test_a_photograph_that_shows_by_and_by_is_taken():
    assert inspect(traps.showing_by_and_by(scans=100)).pages == 1


def test_what_a_telephone_puts_behind_its_photograph_is_no_part_of_it():
    film = b"\xff\xda\x00\x02" * 500

    assert inspect(samples.image("JPEG") + film).pages == 1


def test_the_name_counts_for_nothing():
    assert inspect(samples.image("PNG"), filename="giay.pdf").media_type == "image/png"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.EmptyFile),
        (b"MZ" + bytes(400), errors.UnsupportedType),
        (b"MZ" + samples.pdf(), errors.UnsupportedType),
        (samples.archive(), errors.UnsupportedType),
        (b"<html><script>alert(1)</script>", errors.UnsupportedType),
        (b"\x89PNG\r\n\x1a\n", errors.BrokenFile),
        (b"\xff\xd8\xff\xe0", errors.BrokenFile),
        (b"%PDF-1.7\n", errors.BrokenFile),
        (b"%PDF-1.7\n%%EOF", errors.BrokenFile),
        (samples.image("GIF"), errors.UnsupportedType),
        (samples.image("TIFF"), errors.UnsupportedType),
        (samples.truncated("JPEG"), errors.BrokenFile),
        (samples.truncated("PNG"), errors.BrokenFile),
        (samples.truncated("HEIF"), errors.BrokenFile),
        (samples.pdf()[:-60], errors.BrokenFile),
        (samples.pdf(lambda document: document.pages.__delitem__(0)), errors.BrokenFile),
        (samples.behind_archive(samples.image("JPEG")), errors.CarriesFiles),
        (samples.behind_archive(samples.pdf()), errors.CarriesFiles),
        (samples.pdf(samples.with_attachment), errors.CarriesFiles),
        (samples.pdf(samples.with_script), errors.ActiveContent),
        (samples.pdf(samples.with_launch), errors.ActiveContent),
        (samples.pdf(traps.with_a_script_deep_inside), errors.TooMuchInside),
        (samples.pdf(traps.with_a_way_to_another_machine), errors.ActiveContent),
        (traps.with_its_catalogue_in_the_trailer(), errors.ActiveContent),
        (traps.showing_by_and_by(scans=101), errors.TooMuchInside),
        (samples.pdf(samples.with_form_sent_off), errors.ActiveContent),
        (samples.pdf(samples.with_xfa), errors.ActiveContent),
        (samples.pdf(samples.with_film), errors.ActiveContent),
        (
            samples.pdf(
                samples.with_script,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            ),
            errors.ActiveContent,
        ),
        (samples.locked(user="mật khẩu", owner="khác"), errors.ProtectedFile),
        (samples.image("PNG", size=(9000, 8000), mode="1", color=1), errors.TooMuchInside),
        (samples.image("JPEG", size=(9000, 8000), mode="L", color=1), errors.TooMuchInside),
    ],
)
def test_wrong_and_hostile_files_are_refused_with_the_reason(content, refusal):
    with pytest.raises(refusal) as caught:
        inspect(content, filename="Giấy chứng sinh.pdf")

    assert type(caught.value) is refusal


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_not():
    whole = samples.pdf()
    filler = b"\n%" + b"x" * (rules.MAX_FILE_BYTES - len(whole) - 9) + b"\n%%EOF\n"

    assert len(whole + filler) == rules.MAX_FILE_BYTES
    assert inspect(whole + filler).pages == 1
    with pytest.raises(errors.FileTooLarge):
        inspect(whole + b"\n" + filler)


def test_more_pages_than_a_paper_has_are_refused():
    def many(document):
        for _ in range(rules.MAX_PAGES):
            document.add_blank_page(page_size=(9, 9))

    with pytest.raises(errors.TooMuchInside):
        inspect(samples.pdf(many))


def test_a_bomb_is_refused_before_it_fills_the_memory():
    bomb = samples.unpacking_to(400 << 20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(errors.TooMuchInside):
        inspect(bomb)

    assert len(bomb) < rules.MAX_FILE_BYTES
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024


def test_a_pdf_with_links_is_an_ordinary_pdf():
    assert inspect(samples.pdf(samples.with_link)).pages == 1


def test_a_pdf_locked_only_against_editing_is_shown_without_the_lock():
    inspected = inspect(samples.locked(user="", owner="khóa"))

    with pikepdf.open(io.BytesIO(inspected.pdf)) as document:
        assert not document.is_encrypted


def test_a_repaired_pdf_is_shown_as_it_was_looked_through():
    damaged = samples.pdf().replace(b"startxref\n", b"startxref\n9")

    inspected = inspect(damaged)

    assert inspected.pdf != damaged
    with pikepdf.open(io.BytesIO(inspected.pdf), attempt_recovery=False) as document:
        assert len(document.pages) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("refusal", errors.FileRefused.__subclasses__())
def test_every_refusal_names_the_file(refusal, language):
    with translation.override(language):
        assert "khai sinh.pdf" in refusal(filename="khai sinh.pdf", limit=60, pages=61).text


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from(
        [samples.pdf(), samples.image("JPEG"), samples.image("PNG"), samples.image("HEIF")]
    ),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(min_size=1, max_size=8)), max_size=6),
    st.integers(0, 5000),
)
def test_no_damage_does_more_than_a_refusal(content, scratches, kept):
    damaged = bytearray(content)
    for place, scratch in scratches:
        damaged[place % len(damaged) : place % len(damaged) + len(scratch)] = scratch
    damaged = bytes(damaged[: len(damaged) - kept % 50])

    try:
        inspected = inspect(damaged)
    except errors.FileRefused:
        return
    with pikepdf.open(io.BytesIO(inspected.pdf)) as document:
        assert len(document.pages) == inspected.pages


def test_the_image_limit_lets_large_phone_photographs_through():
    assert rules.MAX_PIXELS > 8192 * 6144
    assert Image.MAX_IMAGE_PIXELS is None

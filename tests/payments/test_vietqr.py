"""VietQR payloads against the published samples, and against a reader that shares no code with the writer."""

import io
from binascii import crc_hqx

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from motcua.capabilities.payments import queries as payments
from motcua.capabilities.payments.queries import BankAccount

DIGITS = "0123456789"
ACCOUNTS = st.builds(
    BankAccount,
    bank=st.sampled_from(sorted(payments.BANKS)),
    number=st.text(DIGITS + "ABCXYZ", min_size=1, max_size=19),
)


def read(payload):
    """Return the fields of a payload, by a plain reading of the standard."""
    fields, rest = {}, payload
    while rest:
        name, length = rest[:2], int(rest[2:4])
        value, rest = rest[4 : 4 + length], rest[4 + length :]
        assert len(value) == length
        assert name not in fields
        fields[name] = value
    return fields


def checksum(text):
    """CRC-16/CCITT-FALSE, bit by bit as the standard writes it."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _bit in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"


def test_the_published_sample_of_a_code_without_an_amount():
    code = payments.transfer_code(
        BankAccount(bank="970403", number="0011012345678"), amount=None, purpose=""
    )

    assert code == (
        "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
    )


def test_the_published_sample_of_a_code_with_amount_and_purpose():
    code = payments.transfer_code(
        BankAccount(bank="970415", number="0011001932418"), amount=120_000, purpose="ủng hộ lũ lụt"
    )

    sample = (
        "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA5303704540612000"
        "05802VN62170813ung ho lu lut6304C15C"
    )
    assert code == sample


@given(account=ACCOUNTS, amount=st.integers(1, 10**12), purpose=st.text(max_size=12))
def test_what_a_bank_reads_is_what_was_meant(account, amount, purpose):
    code = payments.transfer_code(account, amount=amount, purpose=purpose)

    fields = read(code)
    assert code.isascii()
    assert fields["63"] == checksum(code[:-4])
    assert (fields["01"], fields["53"], fields["58"]) == ("12", "704", "VN")
    assert int(fields["54"]) == amount
    merchant = read(fields["38"])
    assert merchant["00"] == "A000000727"
    assert read(merchant["01"]) == {"00": account.bank, "01": account.number}
    assert merchant["02"] == "QRIBFTTA"
    assert len(read(fields.get("62", "")).get("08", "")) <= 25


@given(text=st.binary(max_size=60))
def test_the_checksum_is_the_standard_s(text):
    assert f"{crc_hqx(text, 0xFFFF):04X}" == checksum(text.decode("latin-1")) or max(text) > 127


def test_a_telephone_reads_the_picture():
    account = BankAccount(bank="970436", number="1012345678")
    code = payments.transfer_code(account, amount=8_000, purpose="H99.101-260316-0001")
    picture = io.BytesIO()
    segno.make(code, error="m").save(picture, kind="png", scale=4)

    (found,) = zxingcpp.read_barcodes(Image.open(picture))

    assert found.text == code


@pytest.mark.parametrize(
    ("bank", "number"),
    [("97043", "1"), ("97043A", "1"), ("970436", ""), ("970436", "1" * 20), ("970436", "12 34"),
     ("970436", "12é"), ("٩٧٠٤٣٦", "1")],
)  # fmt: skip
def test_what_is_no_account_makes_no_code(bank, number):
    with pytest.raises(ValueError, match="number"):
        BankAccount(bank=bank, number=number)


@pytest.mark.parametrize(("amount", "purpose"), [(0, ""), (-1, ""), (1, "x" * 26)])
def test_what_a_bank_would_not_take_makes_no_code(amount, purpose):
    with pytest.raises(ValueError, match=r"transfer|purpose"):
        payments.transfer_code(
            BankAccount(bank="970436", number="1"), amount=amount, purpose=purpose
        )

"""Whoever reads the log is let in by nothing that stands there."""

import logging

import pytest

from motcua.config.logs import WithoutKeys

KEY = "K7QM2-9XWPT-4HRVD"
KEYS = [
    f"/can-bo/chup/{KEY}/", f"/phan-anh/theo-doi/{KEY}/", f"/luot/{KEY}/", f"/luot/{KEY}/bay-gio/",
    f"/lay-so/may/{KEY}/", f"/lay-so/may/abc/{KEY}/", f"/lay-so/quet/{KEY}/",
]  # fmt: skip


@pytest.mark.parametrize("address", KEYS)
@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_no_line_holds_the_key_of_an_address(visitors, address, method, capsys):
    getattr(visitors["anonymous"], method)(address)

    told = capsys.readouterr()
    assert address.partition(KEY)[0][:9] in told.out
    assert KEY not in told.out + told.err


@pytest.mark.parametrize("address", KEYS)
def test_nor_does_what_the_framework_says_of_what_went_wrong(address):
    line = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Not Found", address), None)

    assert WithoutKeys().filter(line)

    assert KEY not in line.getMessage()
    assert line.getMessage().startswith("Not Found: /")


def test_other_addresses_stand_there_whole(visitors, capsys):
    visitors["anonymous"].get("/ho-so/NT-00000-00000/")

    assert "/ho-so/NT-00000-00000/" in capsys.readouterr().out

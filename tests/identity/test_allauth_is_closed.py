"""The library's own pages are not there: no sign-up, no e-mail confirmation, no other way in."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver


def addresses(patterns, prefix=""):
    """Yield every address below some patterns, with something in the place of each parameter."""
    from django.urls.resolvers import RegexPattern

    for entry in patterns:
        pattern = entry.pattern
        text = pattern._regex if isinstance(pattern, RegexPattern) else str(pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, prefix + text)
        elif isinstance(entry, URLPattern):
            yield prefix + text


def made_concrete(address):
    import re

    address = re.sub(r"\(\?P<\w+>[^)]*\)", "citizen", address)
    return "/" + re.sub(r"<[^>]+>", "1", address).replace("^", "").replace("$", "").replace(
        "\\", ""
    )


def library_addresses():
    from importlib import import_module

    return sorted(
        {made_concrete(text) for text in addresses(import_module("allauth.urls").urlpatterns)}
    )


def test_the_list_of_closed_addresses_is_not_empty():
    found = library_addresses()

    assert {"/login/", "/signup/", "/password/reset/", "/oidc/citizen/login/callback/"} <= set(
        found
    )


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/accounts", "/dang-nhap", "/can-bo"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_none_of_the_librarys_pages_is_there(client, prefix, method):
    open_pages = [
        address
        for address in library_addresses()
        if getattr(client, method)(prefix + address).status_code != 404
    ]

    assert open_pages == []


def test_no_view_of_the_library_stands_behind_any_address():
    def views(patterns):
        for entry in patterns:
            if isinstance(entry, URLResolver):
                yield from views(entry.url_patterns)
            else:
                yield entry.callback

    modules = {view.__module__ for view in views(get_resolver().url_patterns)}

    assert not [module for module in modules if module.startswith("allauth")]

"""Real browsers at the real product."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import sync_playwright
from tests.browser.visiting import CHROMIUM, DESKTOP, FLAGS, PHONE, SCREENSHOTS, Visitor
from tests.browser.whole import WholeProduct

from motcua.surfaces.cli.local import prepare

PASSWORD = "ben-do-song-lam-2026"
OFFICERS = (
    "motcua.songlam", "hotich.songlam", "chutich.songlam", "kiemsoat.lamgiang", "chuyenvien.datdai",
)  # fmt: skip
MANIFEST = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}


def pytest_collection_modifyitems(items):
    """Keep these tests together: they share the product's processes."""
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def product(database_maker, django_db_blocker, tmp_path_factory):
    """The running product with the demo province."""
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": MANIFEST}):
        prepare.collect_static()
    product = WholeProduct(
        database=database_maker("browser", with_province=True),
        folder=tmp_path_factory.mktemp("product"),
        settings=settings.DATABASES,
        blocker=django_db_blocker,
    )
    product.set_password(PASSWORD, *OFFICERS)
    product.start_all()
    yield product
    product.end_all()


@pytest.fixture(scope="package")
def chromium():
    """A browser, without anybody signed in."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread; the few queries here are the test's own.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(product, chromium, tmp_path) -> Callable[..., Visitor]:
    """Give the function that lets one more person come with a phone or a desktop."""
    folder = Path(SCREENSHOTS) if SCREENSHOTS else tmp_path / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    contexts = []

    def come(size=PHONE, *, address=product.address, **wishes):
        context = chromium.new_context(
            base_url=address, viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh",
            **wishes,
        )  # fmt: skip
        contexts.append(context)
        return Visitor(context=context, home=address, folder=folder, own_size=size)

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def officer(product, visit):
    """Give the function that lets an officer sign in at a desktop, over a line of one's own if one is named."""

    def come(login, *, look=False, address=product.address):
        visitor = visit(DESKTOP, address=address)
        visitor.sign_in_as_officer(login, PASSWORD, product.code_of, look=look)
        return visitor

    return come


@pytest.fixture(scope="package")
def signed_in(product, chromium):
    """The mother's cookies, for whoever does not need to see how she signed in."""
    context = chromium.new_context(base_url=product.address)
    visitor = Visitor(context=context, home=product.address, folder=Path(), own_size=PHONE)
    visitor.page.goto("/dang-nhap/tiep-tuc/")
    visitor.choose_at_the_provider("Nguyễn Thị Hạnh")
    state = context.storage_state()
    context.close()
    return state

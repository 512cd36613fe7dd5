"""Google and GitHub in a real browser, across two sites and under the policies that pages are sent with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.web.rates import Rates
from tests.browser.conftest import SIZES
from tests.browser.people import add_person, let_in
from tests.browser.test_accounts_pages import Scheme, Size, complaints
from tests.instance import Instance, running_instance
from tests.oauth_provider import CLIENT, SECRET, Provider, running_provider, somebody


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Instance]:
    """An instance at `localhost`; its providers are at 127.0.0.1, which is another site."""
    environ = {
        "GOOGLE_CLIENT_ID": CLIENT,
        "GOOGLE_CLIENT_SECRET": SECRET,
        "GOOGLE_DISCOVERY_URL": f"{provider.url}/.well-known/openid-configuration",
        "GITHUB_CLIENT_ID": CLIENT,
        "GITHUB_CLIENT_SECRET": SECRET,
        "GITHUB_BASE_URL": provider.url,
        "GITHUB_API_BASE_URL": f"{provider.url}/api",
    }
    with running_instance(tmp_path_factory.mktemp("linking"), environ=environ) as running:
        running.rooms.accounts.rates = Rates(times=1000)
        url = running.url.replace("127.0.0.1", "localhost")
        running.rooms.accounts.site = url
        yield running._replace(url=url)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(reduced_motion="reduce") as opened:
        opened.set_default_timeout(8000)
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("name", ["Google", "GitHub"])
def test_one_button_signs_in_and_leads_back(
    context: BrowserContext, here: Instance, provider: Provider, name: str
) -> None:
    provider.at_door, page = somebody(), context.new_page()
    page.goto(f"{here.url}/signin?next=/styles")
    page.get_by_role("link", name=f"Continue with {name}").click()
    page.wait_for_url(f"{here.url}/styles")
    assert provider.at_door.email in page.request.get(f"{here.url}/api/auth/me").text()


@pytest.mark.parametrize("javascript", [True, False])
def test_linking_leads_there_and_back(
    chromium: Browser, here: Instance, provider: Provider, *, javascript: bool
) -> None:
    """A form that is redirected to another site would be stopped by the policy `form-action`."""
    with chromium.new_context(java_script_enabled=javascript) as context:
        let_in(context, here, add_person(here))
        provider.at_door, page = somebody(), context.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text) if "Policy" in message.text else None)
        page.goto(f"{here.url}/settings/security")
        linked = page.locator("#linked")
        linked.get_by_role("button", name="Link Google").click()
        expect(linked).to_contain_text(f"Linked as {provider.at_door.email}")
        linked.get_by_role("button", name="Unlink Google").click()
        expect(linked.get_by_role("button", name="Link Google")).to_be_visible()
        assert not refused


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("tablet", "light"), ("desk", "light")])
def test_the_pages_can_be_used_by_everybody(chromium: Browser, here: Instance, size: Size, scheme: Scheme) -> None:
    width, height = SIZES[size]
    with chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme) as context:
        let_in(context, here, add_person(here))
        page = context.new_page()
        page.goto(f"{here.url}/auth/google/callback?code=x&state=y")
        assert complaints(page, size) == []
        page.route("**/authorize?*", lambda route: route.fulfill(status=204))  # so that the page stays
        page.goto(f"{here.url}/settings/security")
        page.locator("#linked").get_by_role("button", name="Link Google").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("On to Google")
        assert complaints(page, size) == []


def test_going_back_from_the_provider_is_no_trap(page: Page, here: Instance, provider: Provider) -> None:
    provider.at_door = None
    page.goto(f"{here.url}/signin")
    page.get_by_role("link", name="Continue with Google").click()
    page.wait_for_url(f"{provider.url}/authorize?*")
    page.go_back()
    expect(page.get_by_role("link", name="Continue with Google")).to_be_visible()


def test_a_way_in_that_leads_nowhere_says_where_to_go(page: Page, here: Instance, provider: Provider) -> None:
    page.goto(f"{here.url}/auth/google/callback?code=x&state=y")
    expect(page.get_by_role("heading", level=1)).to_have_text("This sign-in can’t be finished")
    page.get_by_role("link", name="Sign in another way").click()
    page.wait_for_url(f"{here.url}/signin")

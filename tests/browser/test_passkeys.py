"""Passkeys in a real browser, with the virtual authenticator that Chromium has for tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from app.accounts.passwords import hash_password
from app.accounts.people.queries import add_user
from app.accounts.sessions.sessions import begin
from app.web.rates import Rates
from app.web.sender import Whence
from tests.browser.conftest import Watch
from tests.browser.test_accessibility import violations
from tests.browser.test_accounts_pages import SMALL, WIDER
from tests.instance import Instance, running_instance

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

PASSWORD = "seven grey herons"
SECURITY = "/settings/security"
NO_OFFER = "PublicKeyCredential.isConditionalMediationAvailable = async () => false"
WATCHED = """globalThis.asked = [];
const get = navigator.credentials.get.bind(navigator.credentials);
navigator.credentials.get = (request) => {
  asked.push(request);
  document.documentElement.dataset.asked = asked.length;
  return get(request);
};"""
ADD, SIGN_IN = "Add a passkey", "Sign in with a passkey"


class Device:
    """A browser with an authenticator of its own: it says yes at once, unless it is told to say nothing."""

    def __init__(self, context: BrowserContext, *, transport: str = "internal") -> None:
        self.page: Page = context.new_page()
        self._cdp: CDPSession = context.new_cdp_session(self.page)
        self._cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": transport,
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        self.authenticator = self._cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def of_it(self, command: str, **more: object) -> dict[str, object]:
        """A command to the authenticator."""
        answer: dict[str, object] = self._cdp.send(
            f"WebAuthn.{command}", {"authenticatorId": self.authenticator} | more
        )
        return answer


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance at `localhost`, as browsers take no passkeys at an address of digits."""
    with running_instance(tmp_path_factory.mktemp("passkeys")) as running:
        running.rooms.accounts.site = running.url.replace("127.0.0.1", "localhost")
        running.rooms.accounts.rates = Rates(times=1000)
        yield running


@pytest.fixture
def watch(site: Instance) -> Iterator[Watch]:
    """What no page may do while a test runs, but for what the test calls `expected`."""
    over = Watch(site.rooms.accounts.site)
    yield over
    assert over.complaints == []


def expected(watch: Watch, status: int) -> None:
    """The browser complains of one answer with this status, and of nothing else."""
    assert [f" {status} " in complaint for complaint in watch.complaints] == [True]
    watch.complaints.clear()


@pytest.fixture
def device_of(chromium: Browser, site: Instance, watch: Watch) -> Iterator[Callable[[str], Device]]:
    """Makes a person and a browser that is signed in as them."""
    accounts = site.rooms.accounts
    contexts: list[BrowserContext] = []

    def make(email: str) -> Device:
        context = chromium.new_context(base_url=accounts.site, reduced_motion="reduce")
        contexts.append(context)
        watch.over(context)
        context.set_default_timeout(15000)
        with accounts.store.write() as db:
            user_id = add_user(db, email, accounts.now(), password_hash=hash_password(PASSWORD), verified=True)
            token = begin(db, user_id, "password", accounts.now(), Whence("127.0.0.1", "tests"))
        context.add_cookies([{"name": "session", "value": token.raw, "url": accounts.site, "httpOnly": True}])
        return Device(context)

    yield make
    for context in contexts:
        context.close()


def add_passkey(device: Device) -> None:
    device.page.goto(SECURITY)
    device.page.get_by_role("button", name=ADD).click()
    expect(device.page.locator("#passkeys .kept > li")).to_have_count(1)


def forget_session(device: Device) -> None:
    device.page.context.clear_cookies()


def test_a_passkey_is_added_and_named_for_its_device(device_of: Callable[[str], Device]) -> None:
    device = device_of("added@example.org")
    add_passkey(device)
    expect(device.page.locator("#passkeys .kept strong")).to_contain_text("Chrome")
    expect(device.page.get_by_text("The passkey is added.")).to_be_visible()
    assert sole_credential(device)


def test_one_signs_in_with_the_button_and_nothing_else(device_of: Callable[[str], Device]) -> None:
    device = device_of("button@example.org")
    add_passkey(device)
    forget_session(device)
    device.page.add_init_script(NO_OFFER)
    device.page.goto("/signin?next=/settings/keys")
    device.page.get_by_role("button", name=SIGN_IN).click()
    device.page.wait_for_url("**/settings/keys")
    expect(device.page.get_by_role("heading", level=1)).to_have_text("API keys")


def test_the_address_field_offers_passkeys_by_itself(device_of: Callable[[str], Device]) -> None:
    device = device_of("offered@example.org")
    add_passkey(device)
    forget_session(device)
    device.page.goto("/signin")
    expect(device.page).to_have_url(re.compile("/dashboard$"))


def test_the_button_takes_the_offer_back(device_of: Callable[[str], Device]) -> None:
    device = device_of("both@example.org")
    add_passkey(device)
    forget_session(device)
    device.page.add_init_script(WATCHED)
    device.of_it("setAutomaticPresenceSimulation", enabled=False)
    device.page.goto("/signin")
    expect(device.page.locator("html")).to_have_attribute("data-asked", "1")
    assert device.page.evaluate("asked[0].mediation") == "conditional"
    device.page.get_by_role("button", name=SIGN_IN).click()
    expect(device.page.locator("html")).to_have_attribute("data-asked", "2")
    assert device.page.evaluate("asked.map(({ signal }) => signal?.aborted ?? null)") == [True, None]


def test_a_second_step_by_passkey(device_of: Callable[[str], Device]) -> None:
    device = device_of("second@example.org")
    page = device.page
    add_passkey(device)
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator(".codes li")).to_have_count(10)
    forget_session(device)
    page.add_init_script(NO_OFFER)
    by_password(page, "second@example.org")
    expect(page).to_have_url(re.compile("/signin/second$"))
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/dashboard")


def test_a_second_step_by_recovery_code_without_javascript(
    chromium: Browser, device_of: Callable[[str], Device], site: Instance
) -> None:
    device = device_of("paper@example.org")
    add_passkey(device)
    device.page.get_by_role("button", name="Switch it on").click()
    code = device.page.locator(".codes li").first.inner_text()
    context = chromium.new_context(base_url=site.rooms.accounts.site, java_script_enabled=False)
    page = context.new_page()
    by_password(page, "paper@example.org")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Sign in with the code").click()
    page.wait_for_url("**/dashboard")
    context.close()


def test_the_codes_can_be_kept_as_a_file(device_of: Callable[[str], Device]) -> None:
    device = device_of("file@example.org")
    page = device.page
    add_passkey(device)
    page.get_by_role("button", name="Switch it on").click()
    codes = page.locator(".codes li").all_inner_texts()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Keep as a file").click()
    assert saved.value.suggested_filename == "tessera-recovery-codes.txt"
    assert saved.value.path().read_text().split()[-10:] == codes


def test_an_old_session_is_asked_who_it_is_and_goes_on(
    device_of: Callable[[str], Device], site: Instance, watch: Watch
) -> None:
    device = device_of("old@example.org")
    page = device.page
    add_passkey(device)
    with site.rooms.store.write() as db:
        db.conn.execute("UPDATE sessions SET proved_at = '2026-01-01T00:00:00+00:00'")
    page.get_by_role("button", name="Add another passkey").click()
    page.wait_for_url("**/signin/again?next=*")
    expected(watch, 403)
    page.get_by_role("button", name="Confirm with a passkey").click()
    expect(page).to_have_url(re.compile("/settings/security$"))


def test_a_removed_passkey_is_told_where_it_is_used(device_of: Callable[[str], Device], watch: Watch) -> None:
    device = device_of("removed@example.org")
    page = device.page
    add_passkey(device)
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("#passkeys .kept")).to_have_count(0)
    forget_session(device)
    page.add_init_script(NO_OFFER)
    page.goto("/signin")
    page.get_by_role("button", name=SIGN_IN).click()
    expect(page.get_by_role("alert")).to_contain_text("not known here")
    expected(watch, 401)


def test_a_copy_of_a_passkey_is_refused(device_of: Callable[[str], Device], watch: Watch) -> None:
    device = device_of("copied@example.org")
    page = device.page
    add_passkey(device)
    page.add_init_script(NO_OFFER)
    kept = sole_credential(device)
    forget_session(device)
    page.goto("/signin")
    page.get_by_role("button", name=SIGN_IN).click()
    expect(page.locator(".you summary")).to_be_visible()  # nothing is on its way that would be refused
    forget_session(device)
    device.of_it("clearCredentials")
    device.of_it("addCredential", credential=kept)
    page.goto("/signin")
    page.get_by_role("button", name=SIGN_IN).click()
    expect(page.get_by_role("alert")).to_contain_text("count went back")
    expected(watch, 401)


def test_a_device_that_holds_one_already_says_so(device_of: Callable[[str], Device]) -> None:
    device = device_of("twice@example.org")
    add_passkey(device)
    device.page.get_by_role("button", name="Add another passkey").click()
    expect(device.page.locator("#passkeys [data-says]")).to_have_text(
        "This device holds a passkey for your account already."
    )


def test_a_person_who_is_not_recognised_stays_outside(device_of: Callable[[str], Device]) -> None:
    device = device_of("finger@example.org")
    add_passkey(device)
    forget_session(device)
    device.of_it("setUserVerified", isUserVerified=False)
    device.page.add_init_script(NO_OFFER)
    device.page.goto("/signin")
    device.page.get_by_role("button", name=SIGN_IN).click()
    expect(device.page.locator("[data-says]")).to_contain_text("No passkey was used")
    expect(device.page.get_by_role("button", name=SIGN_IN)).to_be_focused()


def test_at_another_name_of_the_instance_one_is_told_the_right_one(site: Instance, chromium: Browser) -> None:
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    page.add_init_script(NO_OFFER)
    page.goto("/signin")
    page.get_by_role("button", name=SIGN_IN).click()
    expect(page.locator("[data-says]")).to_contain_text("Passkeys are used at localhost")
    context.close()


@pytest.mark.parametrize(("size", "scheme"), [((390, 844), "dark"), ((820, 1180), "light"), ((1440, 900), "dark")])
def test_its_pages_are_sound_in_every_state(
    device_of: Callable[[str], Device], watch: Watch, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    email = f"sound-{size[0]}@example.org"
    device = device_of(email)
    page = device.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)

    def sound() -> None:
        assert (page.url, violations(page)) == (page.url, [])
        assert (page.url, page.evaluate(WIDER), page.evaluate(SMALL)) == (page.url, 0, [])

    add_passkey(device)
    page.get_by_text("Rename").click()
    sound()
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator(".codes li")).to_have_count(10)
    sound()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator("#second-step")).to_contain_text("10 of 10 recovery codes are left")
    sound()
    forget_session(device)
    page.add_init_script(NO_OFFER)
    by_password(page, email)
    page.get_by_label("Recovery code").fill("wrong")
    page.get_by_role("button", name="Sign in with the code").click()
    expect(page.get_by_label("Recovery code")).to_be_focused()
    expected(watch, 401)
    sound()


def by_password(page: Page, email: str) -> None:
    page.goto("/signin")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sole_credential(device: Device) -> object:
    found = device.of_it("getCredentials")["credentials"]
    assert isinstance(found, list)
    assert len(found) == 1
    return found[0]

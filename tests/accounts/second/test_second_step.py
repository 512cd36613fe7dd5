"""The second step of a sign-in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import httpx
import pytest

from app.accounts.second.step import TRIES
from app.accounts.signing.entering import STEP_LASTS
from app.web.rates import Rates
from tests.accounts.conftest import Member
from tests.accounts.second.conftest import PASSWORD, SECOND, Guarded, first_step, guarded
from tests.authenticator import Authenticator
from tests.instance import Instance
from tests.outbox import Outbox
from tests.passkeys import add, device_for, told

OPTIONS = "/api/passkeys/second/options"


@pytest.fixture
def owner(instance: Instance, member: Member) -> Guarded:
    """A person with a password, a passkey and the second step."""
    return guarded(instance, member)


def test_a_password_alone_signs_nobody_in(browser: httpx.Client, owner: Guarded) -> None:
    answer = first_step(browser, owner)
    assert (answer.status_code, answer.json()) == (202, {"second_step": True})
    assert browser.get("/api/auth/me").status_code == 401
    assert "session" not in browser.cookies


def test_a_person_is_led_to_the_second_step_and_on(browser: httpx.Client, owner: Guarded) -> None:
    form = {"email": owner.email, "password": PASSWORD, "next": "/settings/keys"}
    answer = browser.post("/signin", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin/second")
    answer = browser.post("/signin/second", data={"code": owner.codes[0]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/keys")


def test_a_recovery_code_finishes_the_sign_in_once(browser: httpx.Client, owner: Guarded) -> None:
    first_step(browser, owner)
    assert browser.post(SECOND, json={"code": owner.codes[3]}).status_code == 200
    assert browser.get("/api/auth/me").json()["email"] == owner.email
    browser.cookies.clear()
    first_step(browser, owner)
    answer = browser.post(SECOND, json={"code": owner.codes[3]})
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_recovery_code")


def test_the_owner_is_told_how_many_codes_are_left(browser: httpx.Client, owner: Guarded, outbox: Outbox) -> None:
    first_step(browser, owner)
    browser.post(SECOND, json={"code": owner.codes[0]})
    assert browser.get("/api/settings/security").json()["codes_left"] == 9
    letters = outbox.latest(owner.email, "notice", least=3)
    assert (letters.subject, "leaves 9" in letters.text) == ("A recovery code was used", True)


@pytest.mark.parametrize("typed", ["{0}-{1}", "{0}{1}", "{0} {1}", " {0}\u2011{1}\t"])
@pytest.mark.parametrize("upper", [False, True])
def test_a_code_is_read_however_it_is_typed(browser: httpx.Client, owner: Guarded, typed: str, upper: bool) -> None:
    code = typed.format(*owner.codes[1].split("-"))
    first_step(browser, owner)
    assert browser.post(SECOND, json={"code": code.upper() if upper else code}).status_code == 200


def test_letters_that_look_like_a_digit_are_read_as_it(browser: httpx.Client, owner: Guarded) -> None:
    code = next((code for code in owner.codes if "0" in code or "1" in code), owner.codes[0])
    first_step(browser, owner)
    typed = code.replace("0", "O").replace("1", "l")
    assert browser.post(SECOND, json={"code": typed}).status_code == 200


def test_a_passkey_finishes_the_sign_in(browser: httpx.Client, owner: Guarded) -> None:
    first_step(browser, owner)
    credential = owner.device.get(told(browser, OPTIONS))
    assert browser.post(SECOND, json={"credential": credential}).status_code == 200
    assert browser.get("/api/auth/me").status_code == 200


def test_a_passkey_s_presence_is_enough_for_a_second_step(browser: httpx.Client, owner: Guarded) -> None:
    first_step(browser, owner)
    options = told(browser, OPTIONS)
    assert (options["userVerification"], len(options["allowCredentials"])) == ("preferred", 1)
    credential = owner.device.get(options, verified=False)
    assert browser.post(SECOND, json={"credential": credential}).status_code == 200


def test_somebody_else_s_passkey_is_no_second_step(
    instance: Instance, member: Member, browser: httpx.Client, owner: Guarded
) -> None:
    stranger = device_for(instance)
    add(member(), stranger)
    first_step(browser, owner)
    answer = browser.post(SECOND, json={"credential": stranger.get(told(browser, OPTIONS))})
    assert (answer.status_code, answer.json()["code"]) == (401, "passkey_refused")


def test_somebody_else_s_code_is_no_second_step(
    instance: Instance, member: Member, browser: httpx.Client, owner: Guarded
) -> None:
    stranger = guarded(instance, member)
    first_step(browser, owner)
    assert browser.post(SECOND, json={"code": stranger.codes[0]}).status_code == 401


def test_a_challenge_is_for_one_half_done_sign_in(instance: Instance, browser: httpx.Client, owner: Guarded) -> None:
    first_step(browser, owner)
    with httpx.Client(base_url=instance.url) as elsewhere:
        first_step(elsewhere, owner)
        credential = owner.device.get(told(elsewhere, OPTIONS))
    assert browser.post(SECOND, json={"credential": credential}).json()["code"] == "passkey_stale"


def test_wrong_tries_end_the_sign_in(browser: httpx.Client, owner: Guarded) -> None:
    first_step(browser, owner)
    answers = [browser.post(SECOND, json={"code": f"wrong-{n}"}) for n in range(TRIES)]
    assert [answer.json()["code"] for answer in answers] == ["wrong_recovery_code"] * 4 + ["second_step_gone"]
    assert browser.post(SECOND, json={"code": owner.codes[0]}).json()["code"] == "second_step_gone"


def test_wrong_passkeys_end_the_sign_in_too(
    instance: Instance, member: Member, browser: httpx.Client, owner: Guarded
) -> None:
    stranger = device_for(instance)
    add(member(), stranger)
    first_step(browser, owner)
    for _ in range(TRIES):
        browser.post(SECOND, json={"credential": stranger.get(told(browser, OPTIONS))})
    assert browser.post(OPTIONS).json()["code"] == "second_step_gone"


def test_a_half_done_sign_in_ends_by_itself(
    instance: Instance, browser: httpx.Client, owner: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_step(browser, owner)
    later = instance.rooms.accounts.now() + STEP_LASTS + timedelta(seconds=1)
    monkeypatch.setattr(instance.rooms.accounts, "now", lambda: later)
    answer = browser.post(SECOND, json={"code": owner.codes[0]})
    assert (answer.status_code, answer.json()["code"]) == (410, "second_step_gone")


def test_a_half_done_sign_in_is_good_for_one(browser: httpx.Client, owner: Guarded) -> None:
    first_step(browser, owner)
    half = dict(browser.cookies)
    assert browser.post(SECOND, json={"code": owner.codes[0]}).status_code == 200
    browser.cookies.clear()
    browser.cookies.update(half)
    assert browser.post(SECOND, json={"code": owner.codes[1]}).json()["code"] == "second_step_gone"


def test_of_two_who_use_a_code_at_once_one_gets_in(instance: Instance, owner: Guarded) -> None:
    with ExitStack() as stack, ThreadPoolExecutor(8) as pool:
        clients = [stack.enter_context(httpx.Client(base_url=instance.url, timeout=20)) for _ in range(8)]
        for client in clients:
            first_step(client, owner)
        answers = pool.map(lambda client: client.post(SECOND, json={"code": owner.codes[5]}).status_code, clients)
        assert sorted(answers) == [200] + [401] * 7


def test_of_two_codes_for_one_sign_in_one_is_used(instance: Instance, browser: httpx.Client, owner: Guarded) -> None:
    first_step(browser, owner)
    half = dict(browser.cookies)

    def finish(code: str) -> int:
        return httpx.post(f"{instance.url}{SECOND}", json={"code": code}, cookies=half).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(finish, owner.codes[:6])) == [200] + [410] * 5
    assert owner.client.get("/api/settings/security").json()["codes_left"] == 9


def test_many_wrong_tries_at_once_are_all_counted(instance: Instance, browser: httpx.Client, owner: Guarded) -> None:
    first_step(browser, owner)
    half = dict(browser.cookies)

    def guess(number: int) -> int:
        return httpx.post(f"{instance.url}{SECOND}", json={"code": f"guess-{number}"}, cookies=half).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(guess, range(12))) == [401] * (TRIES - 1) + [410] * (13 - TRIES)


def test_beginning_again_brings_no_more_tries(
    instance: Instance, browser: httpx.Client, owner: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance.rooms.accounts, "rates", Rates())
    for _ in range(2):
        first_step(browser, owner)
        for number in range(TRIES):
            browser.post(SECOND, json={"code": f"wrong-{number}"})
    first_step(browser, owner)
    answer = browser.post(SECOND, json={"code": owner.codes[0]})
    assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")
    assert int(answer.headers["retry-after"]) > 60


def test_who_has_a_passkey_is_not_kept_out_by_others_who_guess(
    instance: Instance, browser: httpx.Client, owner: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance.rooms.accounts, "rates", Rates())
    with httpx.Client(base_url=instance.url) as guesser:
        for _ in range(2):
            first_step(guesser, owner)
            for number in range(TRIES):
                guesser.post(SECOND, json={"code": f"wrong-{number}"})
    first_step(browser, owner)
    credential = owner.device.get(told(browser, OPTIONS))
    assert browser.post(SECOND, json={"credential": credential}).status_code == 200


def test_a_passkey_alone_needs_no_second_step(browser: httpx.Client, owner: Guarded) -> None:
    device: Authenticator = owner.device
    credential = device.get(told(browser, "/api/passkeys/signin/options"))
    assert browser.post("/api/passkeys/signin", json={"credential": credential}).json()["email"] == owner.email


def test_the_page_offers_both_ways(browser: httpx.Client, owner: Guarded) -> None:
    first_step(browser, owner)
    page = browser.get("/signin/second", headers={"accept": "text/html"}).text
    assert 'autocomplete="one-time-code"' in page
    assert 'data-options="/api/passkeys/second/options"' in page


def test_a_wrong_code_is_told_beside_its_field(browser: httpx.Client, owner: Guarded) -> None:
    first_step(browser, owner)
    answer = browser.post("/signin/second", data={"code": "wrong"}, headers={"accept": "text/html"})
    assert answer.status_code == 401
    assert 'id="w-code"' in answer.text
    assert "4 more tries" in answer.text


def test_without_a_half_done_sign_in_the_page_leads_to_one(browser: httpx.Client) -> None:
    page = browser.get("/signin/second", headers={"accept": "text/html"})
    assert (page.status_code, 'href="/signin"' in page.text, "one-time-code" in page.text) == (200, True, False)

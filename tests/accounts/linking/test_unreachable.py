"""Providers that don't answer, or answer what no provider should: a clear page in time, and everything else goes on."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from joserfc.jwk import ECKey

from app.accounts import oauth
from tests.accounts.linking.conftest import SignIn, google_of, me
from tests.instance import Instance
from tests.oauth_provider import Answer, Provider, somebody, told

HTML, JSON = {"accept": "text/html"}, {"accept": "application/json"}
DISCOVERY, KEYS, TOKEN = "/.well-known/openid-configuration", "/keys", "/token"
WRONG: dict[str, Callable[[], Answer]] = {
    "html": lambda: Answer(200, b"<!doctype html><title>Sign in to the wifi</title>", {"content-type": "text/html"}),
    "nothing": lambda: Answer(200, b"", {}),
    "null": lambda: told(None),
    "a list": lambda: told([1]),
    "empty": lambda: told({}),
    "deep": lambda: Answer(200, b"[" * 200_000, {"content-type": "application/json"}),
    "huge": lambda: Answer(200, b'{"a": "' + b"x" * (1 << 20) + b'"}', {"content-type": "application/json"}),
    "packed": lambda: Answer(200, gzip.compress(b" " * (4 << 20)), {"content-encoding": "gzip"}),
    "elsewhere": lambda: Answer(302, b"", {"location": "http://169.254.169.254/latest/meta-data"}),
    "broken": lambda: told({"error": "server_error"}, 500),
    "bytes": lambda: Answer(200, bytes(range(256)), {"content-type": "application/json"}),
}


THE_TESTS_OWN = ("httpx", "uvicorn.access")
"""Who calls the instance here, and the log of requests, which the program leaves off."""


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """As little of it as a test has time for."""
    monkeypatch.setattr(oauth, "WHOLE", 0.4)


@pytest.fixture
def waiting() -> Iterator[Callable[[], Answer]]:
    """An address that answers when the test is over."""
    over = threading.Event()

    def wait() -> Answer:
        over.wait(20)
        return told({})

    yield wait
    over.set()


def test_a_person_waits_ten_seconds_at_most() -> None:
    assert oauth.CONNECT <= 5
    assert oauth.WHOLE < 10


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("where", [DISCOVERY, KEYS, TOKEN])
def test_an_answer_that_is_none_is_told_as_such(
    browser: httpx.Client, provider: Provider, wrong: str, where: str
) -> None:
    there = ""
    if where != DISCOVERY:
        there = provider.consent(browser.get("/auth/google").headers["location"], somebody())
    provider.instead[where] = WRONG[wrong]
    answer = browser.get(there or "/auth/google", headers=HTML)
    assert (answer.status_code, me(browser)) == (503, "")
    assert "Google does not answer" in answer.text
    assert 'href="/signin"' in answer.text
    assert "169.254" not in answer.text


def test_an_answer_is_read_to_a_quarter_of_a_megabyte(browser: httpx.Client, provider: Provider) -> None:
    provider.discovery["padding"] = "x" * (oauth.LARGEST - 2000)
    assert browser.get("/auth/google", headers=JSON).status_code == 303


def test_a_longer_answer_is_not_read_to_its_end(browser: httpx.Client, provider: Provider) -> None:
    provider.discovery["padding"] = "x" * oauth.LARGEST
    assert browser.get("/auth/google", headers=JSON).json()["code"] == "provider_unreachable"


def test_what_is_packed_unasked_is_not_unpacked(browser: httpx.Client, provider: Provider) -> None:
    answer = provider.answer(DISCOVERY, {}, {})
    packed = Answer(200, gzip.compress(answer.body), answer.headers | {"content-encoding": "gzip"})
    provider.instead[DISCOVERY] = lambda: packed
    assert browser.get("/auth/google", headers=JSON).json()["code"] == "provider_unreachable"


@pytest.mark.parametrize("where", [DISCOVERY, KEYS, TOKEN])
def test_one_that_does_not_answer_is_not_waited_for(
    browser: httpx.Client, provider: Provider, patience: None, waiting: Callable[[], Answer], where: str
) -> None:
    there = "/auth/google"
    if where != DISCOVERY:
        there = provider.consent(browser.get(there).headers["location"], somebody())
    provider.instead[where] = waiting
    begun = time.monotonic()
    answer = browser.get(there, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (503, "provider_unreachable")
    assert int(answer.headers["retry-after"]) > 0
    assert time.monotonic() - begun < 5


def test_one_that_trickles_is_not_waited_for(browser: httpx.Client, provider: Provider, patience: None) -> None:
    """Each byte comes in time, the whole never does."""
    provider.instead[DISCOVERY] = lambda: Answer(200, b" " * 1000, {}, slowly=True)
    begun = time.monotonic()
    assert browser.get("/auth/google", headers=JSON).status_code == 503
    assert time.monotonic() - begun < 5


def test_a_token_is_not_taken_without_the_keys(
    browser: httpx.Client, provider: Provider, patience: None, waiting: Callable[[], Answer]
) -> None:
    provider.instead[KEYS] = waiting
    answer = browser.post("/auth/google", json={"credential": provider.id_token(somebody())}, headers=JSON)
    assert (answer.status_code, answer.json()["code"], me(browser)) == (503, "provider_unreachable", "")


def test_nobody_there_is_told_at_once(browser: httpx.Client, provider: Provider, instance: Instance) -> None:
    google_of(instance)._url = "http://127.0.0.1:9/.well-known/openid-configuration"
    begun = time.monotonic()
    assert browser.get("/auth/google", headers=JSON).json()["code"] == "provider_unreachable"
    assert time.monotonic() - begun < 3


def test_other_pages_are_answered_while_many_wait(instance: Instance, provider: Provider) -> None:
    over, answers = threading.Event(), []

    def wait() -> Answer:
        over.wait(8)
        return told({})

    def knock() -> None:
        answers.append(httpx.get(f"{instance.url}/auth/google", headers=JSON, timeout=20).status_code)

    provider.instead[DISCOVERY] = wait
    knocking = [threading.Thread(target=knock) for _ in range(30)]
    for each in knocking:
        each.start()
    pages = [instance.client.get(path, headers=HTML).status_code for path in ("/signin", "/styles", "/auth/github")]
    answered_before = len(answers)
    over.set()
    for each in knocking:
        each.join()
    assert (pages, answered_before) == ([200, 200, 303], 0)
    assert answers == [503] * 30


def test_those_who_ask_at_once_share_one_question(
    instance: Instance, provider: Provider, patience: None, waiting: Callable[[], Answer]
) -> None:
    provider.instead[DISCOVERY] = waiting
    knocking = [
        threading.Thread(target=httpx.get, args=(f"{instance.url}/auth/google",), kwargs={"timeout": 20})
        for _ in range(12)
    ]
    for each in knocking:
        each.start()
    for each in knocking:
        each.join()
    assert 1 <= provider.asked.count(DISCOVERY) <= 4


def test_it_works_again_once_the_provider_does(browser: httpx.Client, provider: Provider, sign_in: SignIn) -> None:
    provider.instead[DISCOVERY] = WRONG["broken"]
    assert browser.get("/auth/google", headers=JSON).status_code == 503
    provider.instead.clear()
    who = somebody()
    assert sign_in(browser, who).status_code == 303
    assert me(browser) == who.email


def test_what_the_provider_says_of_itself_is_kept_for_an_hour(
    instance: Instance, browser: httpx.Client, provider: Provider, sign_in: SignIn
) -> None:
    for _ in range(3):
        sign_in(browser, somebody())
    assert (provider.asked.count(DISCOVERY), provider.asked.count(KEYS)) == (1, 1)
    google = google_of(instance)
    google._discovered._since -= 3601
    google._keys._since -= 3601
    sign_in(browser, somebody())
    assert (provider.asked.count(DISCOVERY), provider.asked.count(KEYS)) == (2, 2)


def test_a_new_key_is_looked_up_once_a_minute_at_most(
    instance: Instance, browser: httpx.Client, provider: Provider, sign_in: SignIn
) -> None:
    sign_in(browser, somebody())
    kept = list(provider.keys)
    provider.keys.insert(0, ECKey.generate_key("P-256", {"kid": "second"}))
    try:
        body = {"credential": provider.id_token(somebody())}
        assert browser.post("/auth/google", json=body, headers=JSON).status_code == 401
        assert provider.asked.count(KEYS) == 1
        google_of(instance)._keys._since -= 61
        assert browser.post("/auth/google", json=body, headers=JSON).status_code == 200
        assert provider.asked.count(KEYS) == 2
        for number in range(5):
            unknown = provider.id_token(somebody(), header={"kid": f"unknown-{number}"})
            assert browser.post("/auth/google", json={"credential": unknown}, headers=JSON).status_code == 401
        assert provider.asked.count(KEYS) == 2
    finally:
        provider.keys[:] = kept


@pytest.mark.parametrize("where", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "//evil.example", "", "http://"])
def test_an_address_that_is_none_is_not_gone_to(
    browser: httpx.Client, provider: Provider, where: str, address: str
) -> None:
    provider.discovery[where] = address
    answer = browser.get("/auth/google", headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (503, "provider_unreachable")


def test_what_came_is_not_told_to_the_log(
    browser: httpx.Client, provider: Provider, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    provider.instead[TOKEN] = lambda: Answer(200, json.dumps({"access_token": ["s3cret"]}).encode(), {})
    there = browser.get("/auth/google").headers["location"]
    back = provider.consent(there, somebody())
    assert browser.get(back, headers=JSON).status_code == 503
    ours = [record.getMessage() for record in caplog.records if record.name not in THE_TESTS_OWN]
    assert any("can't be used" in message for message in ours)
    for secret in ("s3cret", "tessera-secret", httpx.URL(back).params["code"]):
        assert not any(secret in message for message in ours)

"""`POST /auth/google`: an ID token as JSON, or as the form that Google Identity Services posts."""

from __future__ import annotations

import hmac
import time
from base64 import urlsafe_b64decode

import httpx
import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey

from tests.accounts.linking.conftest import me
from tests.instance import Instance
from tests.oauth_provider import CLIENT, Provider, in_base64, somebody, unsigned

HTML = {"accept": "text/html"}
ELSEWHERE = {"origin": "https://accounts.google.com", "sec-fetch-site": "cross-site"}


def post(client: httpx.Client, token: object, **more: object) -> httpx.Response:
    return client.post("/auth/google", json={"credential": token, **more}, headers={"accept": "application/json"})


def refused(client: httpx.Client, token: object) -> bool:
    """Whether a token is refused as none, and nobody is signed in."""
    answer = post(client, token)
    return (answer.status_code, answer.json()["code"], me(client)) == (401, "bad_credential", "")


def test_a_good_token_signs_in(browser: httpx.Client, provider: Provider) -> None:
    who = somebody()
    answer = post(browser, provider.id_token(who))
    assert (answer.status_code, answer.json()["email"]) == (200, who.email)
    assert me(browser) == who.email


def test_the_api_has_the_same(browser: httpx.Client, provider: Provider) -> None:
    who = somebody()
    assert browser.post("/api/auth/google", json={"credential": provider.id_token(who)}).status_code == 200
    assert me(browser) == who.email


def test_keys_of_rsa_are_taken_too(browser: httpx.Client, provider: Provider) -> None:
    kept = list(provider.keys)
    provider.keys.insert(0, RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig", "alg": "RS256"}))
    try:
        assert post(browser, provider.id_token(somebody())).status_code == 200
    finally:
        provider.keys[:] = kept


def test_a_token_is_taken_once(browser: httpx.Client, provider: Provider) -> None:
    token = provider.id_token(somebody())
    assert post(browser, token).status_code == 200
    browser.cookies.clear()
    assert refused(browser, token)


def test_a_token_of_the_code_flow_is_taken_once_too(
    browser: httpx.Client, instance: Instance, provider: Provider
) -> None:
    provider.claims["jti"] = "one-and-only"
    who = somebody()
    browser.get(provider.consent(browser.get("/auth/google").headers["location"], who))
    assert me(browser) == who.email
    with httpx.Client(base_url=instance.url) as thief:
        assert refused(thief, provider.id_token(who))


def test_another_signature_of_the_same_token_is_the_same_token(browser: httpx.Client, provider: Provider) -> None:
    """Of an ECDSA signature (r, s) anybody can make (r, n - s), which fits as well."""
    n = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    token = provider.id_token(somebody(), jti=None)
    head, _, signature = token.rpartition(".")
    raw = urlsafe_b64decode(signature + "==")
    twin = raw[:32] + (n - int.from_bytes(raw[32:], "big")).to_bytes(32, "big")
    assert post(browser, token).status_code == 200
    browser.cookies.clear()
    assert refused(browser, f"{head}.{in_base64(twin)}")


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"aud": []},
        {"aud": "another-client", "azp": CLIENT},
        {"azp": "another-client"},
        {"iss": "https://evil.example"},
        {"iss": "https://accounts.google.com"},
        {"exp": time.time() - 120},
        {"exp": 4102444800},
        {"exp": None},
        {"exp": True},
        {"exp": "tomorrow"},
        {"exp": 10**400},
        {"iat": time.time() + 600},
        {"iat": None},
        {"sub": ""},
        {"sub": None},
        {"sub": 7},
        {"sub": "x" * 256},
        {"email_verified": "true"},
    ],
)
def test_a_token_that_says_something_wrong_is_none(
    browser: httpx.Client, provider: Provider, claims: dict[str, object]
) -> None:
    assert refused(browser, provider.id_token(somebody(), claims))


def test_a_single_audience_may_stand_in_a_list(browser: httpx.Client, provider: Provider) -> None:
    assert post(browser, provider.id_token(somebody(), aud=[CLIENT], azp=CLIENT)).status_code == 200


def test_clocks_may_differ_by_a_minute(browser: httpx.Client, provider: Provider) -> None:
    now = time.time()
    assert post(browser, provider.id_token(somebody(), exp=now - 30, iat=now + 30)).status_code == 200


def test_a_tampered_token_is_none(browser: httpx.Client, provider: Provider) -> None:
    head, body, signature = provider.id_token(somebody()).split(".")
    other = provider.id_token(somebody()).split(".")[1]
    for token in (f"{head}.{other}.{signature}", f"{head}.{body}.{signature[:-4]}AAAA", f"{head}.{body}."):
        assert refused(browser, token)


def test_a_token_without_a_signature_is_none(browser: httpx.Client, provider: Provider) -> None:
    token = provider.id_token(somebody())
    for alg in ("none", "None", "NONE", ""):
        assert refused(browser, unsigned(token, {"alg": alg, "kid": "first"}))


def test_a_public_key_is_no_secret(browser: httpx.Client, provider: Provider) -> None:
    """The oldest of confusions: HMAC, keyed with what everybody may read."""
    body = provider.id_token(somebody()).split(".")[1]
    head = in_base64(b'{"alg":"HS256","kid":"first"}')
    own = ECKey.import_key(provider.keys[0].as_dict(private=False))
    pem = own.as_pem(private=False)
    for key in (pem, pem.strip(), own.as_der(private=False)):
        mark = in_base64(hmac.digest(key, f"{head}.{body}".encode(), "sha256"))
        assert refused(browser, f"{head}.{body}.{mark}")


def test_a_secret_key_among_the_public_ones_is_not_taken(browser: httpx.Client, provider: Provider) -> None:
    kept = list(provider.keys)
    secret = OctKey.import_key("c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0", {"kid": "shared"})
    provider.keys.append(secret)
    try:
        assert refused(browser, provider.id_token(somebody(), key=secret, header={"alg": "HS256", "kid": "shared"}))
    finally:
        provider.keys[:] = kept


def test_a_key_for_hiding_signs_nothing(browser: httpx.Client, provider: Provider) -> None:
    kept, key = list(provider.keys), ECKey.generate_key("P-256", {"kid": "hiding"})
    provider.keys.append(ECKey.import_key(key.as_pem(private=False), {"kid": "hiding", "use": "enc"}))
    try:
        assert refused(browser, provider.id_token(somebody(), key=key))
    finally:
        provider.keys[:] = kept


def test_anothers_key_is_none(browser: httpx.Client, provider: Provider) -> None:
    foreign = ECKey.generate_key("P-256", {"kid": "first"})
    assert refused(browser, provider.id_token(somebody(), key=foreign))


def test_a_key_that_the_token_brings_along_is_none(browser: httpx.Client, provider: Provider) -> None:
    own = ECKey.generate_key("P-256", {"kid": "mine"})
    for header in ({"jwk": own.as_dict(private=False)}, {"jku": "https://evil.example/keys"}):
        assert refused(browser, provider.id_token(somebody(), key=own, header=header))


@pytest.mark.parametrize(
    "token", ["", "x", "a.b", "..", "a.b.c", "é.é.é", "e30.e30.", "." * 5000, in_base64(b"[" * 3000) + ".e30.e30"]
)
def test_what_is_no_token_is_none(browser: httpx.Client, provider: Provider, token: str) -> None:
    assert refused(browser, token)


@pytest.mark.parametrize(
    "body", [{}, {"credential": 7}, {"credential": "x", "g_csrf_token": "y"}, {"credential": None}]
)
def test_json_is_read_strictly(browser: httpx.Client, provider: Provider, body: dict[str, object]) -> None:
    answer = browser.post("/auth/google", json=body, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "validation_failed")


def test_a_refusal_is_written_down(browser: httpx.Client, instance: Instance, provider: Provider) -> None:
    assert refused(browser, "x.y.z")
    with instance.rooms.store.read() as db:
        row = next(iter(db.query("SELECT action, detail FROM audit ORDER BY number DESC LIMIT 1")))
    assert (row["action"], row["detail"]) == ("session.refused", "google: bad_credential")


def gis(client: httpx.Client, token: str, sent: str, kept: str, **more: str) -> httpx.Response:
    """The form as Google's page posts it, from there."""
    cookies = f"g_csrf_token={kept}" if kept else ""
    form = {"credential": token, "g_csrf_token": sent, "select_by": "btn", **more}
    return client.post("/auth/google", data=form, headers=HTML | ELSEWHERE | {"cookie": cookies})


def test_googles_own_form_signs_in_from_elsewhere(browser: httpx.Client, provider: Provider) -> None:
    answer = gis(browser, provider.id_token(somebody()), "double", "double", client_id=CLIENT, state="/styles")
    assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard")
    assert "session=" in answer.headers["set-cookie"]


@pytest.mark.parametrize(("sent", "kept"), [("double", "other"), ("double", ""), ("", "double"), ("", "")])
def test_googles_form_needs_its_cookie(browser: httpx.Client, provider: Provider, sent: str, kept: str) -> None:
    answer = gis(browser, provider.id_token(somebody()), sent, kept)
    assert (answer.status_code, me(browser)) == (403, "")
    assert 'href="/signin"' in answer.text


def test_a_wrong_token_in_googles_form_is_a_page(browser: httpx.Client, provider: Provider) -> None:
    answer = gis(browser, "x.y.z", "double", "double")
    assert answer.status_code == 401
    assert "Google did not confirm it" in answer.text


def test_json_may_not_come_from_elsewhere(browser: httpx.Client, provider: Provider) -> None:
    body = {"credential": provider.id_token(somebody())}
    for address in ("/auth/google", "/api/auth/google"):
        answer = browser.post(address, json=body, headers=ELSEWHERE | {"accept": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site_request")


def test_only_the_page_takes_googles_form(browser: httpx.Client, provider: Provider) -> None:
    form = {"credential": provider.id_token(somebody()), "g_csrf_token": "double"}
    headers = ELSEWHERE | {"accept": "application/json", "cookie": "g_csrf_token=double"}
    answer = browser.post("/api/auth/google", data=form, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site_request")
    multipart = browser.post("/auth/google", files={"credential": b"x"}, headers=headers)
    assert (multipart.status_code, multipart.json()["code"]) == (403, "cross_site_request")


def test_json_that_calls_itself_text_is_refused(browser: httpx.Client, provider: Provider) -> None:
    body = f'{{"credential": "{provider.id_token(somebody())}"}}'
    headers = {"content-type": "text/plain", "accept": "application/json"}
    assert browser.post("/auth/google", content=body, headers=headers).status_code == 415
    assert browser.post("/auth/google", content=body, headers=headers | ELSEWHERE).status_code == 403

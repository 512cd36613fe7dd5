"""Google and GitHub of our own on loopback: they prove PKCE, give each code once, and misbehave on demand."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec
from joserfc import jwt
from joserfc.jwk import ECKey, Key

CLIENT, SECRET = "tessera-client", "tessera-secret"
SUBS = count(10_000)


class Answer(NamedTuple):
    """What an address answers: status, body and headers; `slowly` sends a byte every 20 ms."""

    status: int
    body: bytes
    headers: dict[str, str]
    slowly: bool = False


def told(thing: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(thing).encode(), {"content-type": "application/json"})


class Who(NamedTuple):
    """Somebody at a provider."""

    sub: str
    email: str
    verified: bool = True
    name: str = "Ada Lovelace"
    login: str = "ada"


def somebody(email: str = "", *, verified: bool = True, name: str = "Ada Lovelace") -> Who:
    """Somebody that no other test knows."""
    number = str(next(SUBS))
    return Who(number, email or f"somebody-{number}@example.org", verified, name, f"login-{number}")


class Grant(NamedTuple):
    """What a code stands for."""

    who: Who
    asked: Mapping[str, str]


Unruly = Callable[[], Answer]


class Provider:
    """One of them. `instead` has what an address answers instead, `asked` how often each address was. `sent` are the
    forms that came for a code, `seen` the same with what stood in a header. `at_door` is who says yes there as soon as
    a browser comes. `claims` is laid over every ID token, `discovery` over what it says of itself.
    """

    def __init__(self) -> None:
        self.keys: list[Key] = [ECKey.generate_key("P-256", {"kid": "first", "use": "sig", "alg": "ES256"})]
        self.instead: dict[str, Unruly] = {}
        self.claims: dict[str, object] = {}
        self.discovery: dict[str, object] = {}
        self.seen: list[dict[str, str]] = []
        self.sent: list[dict[str, str]] = []
        self.asked: list[str] = []
        self.at_door: Who | None = None
        self.url = ""
        self._grants: dict[str, Grant] = {}
        self._tokens: dict[str, Who] = {}

    def reset(self) -> None:
        """As it was at first, but for its keys."""
        for each in (self.instead, self.claims, self.discovery, self.seen, self.sent, self.asked):
            each.clear()
        self.at_door = None

    def consent(self, sent_to: str, who: Who) -> str:
        """What a browser that is sent to this address brings back when `who` says yes there: path and query."""
        asked = self.read(sent_to)
        return f"{urlsplit(asked['redirect_uri']).path}?{self._grant(asked, who)}"

    def _grant(self, asked: Mapping[str, str], who: Who) -> str:
        code = secrets.token_urlsafe(8)
        self._grants[code] = Grant(who, asked)
        return urlencode({"code": code, "state": asked["state"], "iss": self.url, "scope": "openid", "authuser": "0"})

    def read(self, sent_to: str) -> dict[str, str]:
        """What a browser was sent here with."""
        assert sent_to.startswith(self.url)
        return {name: values[0] for name, values in parse_qs(urlsplit(sent_to).query).items()}

    def id_token(
        self,
        who: Who,
        claims: Mapping[str, object] | None = None,
        *,
        header: Mapping[str, object] | None = None,
        key: Any = None,
        **more: object,
    ) -> str:
        """An ID token of somebody's; a claim of None is left out."""
        now = int(time.time())
        body: dict[str, object] = {
            "iss": self.url,
            "sub": who.sub,
            "aud": CLIENT,
            "exp": now + 3600,
            "iat": now,
            "jti": secrets.token_hex(8),
            "email": who.email,
            "email_verified": who.verified,
            "name": who.name,
        }
        body |= self.claims | dict(claims or {}) | more
        body = {name: value for name, value in body.items() if value is not None}
        key = key or self.keys[0]
        head = {"alg": "ES256" if isinstance(key, ECKey) else "RS256", "kid": key.kid} | dict(header or {})
        return jwt.encode(head, body, key, algorithms=["ES256", "RS256", "HS256"])

    def answer(self, target: str, form: dict[str, str], headers: Mapping[str, str]) -> Answer:
        """What it says at an address."""
        path = urlsplit(target).path
        self.asked.append(path)
        if path in self.instead:
            return self.instead[path]()
        known: dict[str, Callable[[], Answer]] = {
            "/.well-known/openid-configuration": self._discover,
            "/keys": lambda: told({"keys": [key.as_dict(private=False) for key in self.keys]}),
            "/authorize": lambda: self._authorize(target),
            "/login/oauth/authorize": lambda: self._authorize(target),
            "/token": lambda: self._token(form, headers),
            "/login/oauth/access_token": lambda: self._token(form, headers),
            "/api/user": lambda: self._user(headers),
            "/api/user/emails": lambda: self._addresses(headers),
        }
        return known[path]() if path in known else told({}, 404)

    def _discover(self) -> Answer:
        found = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }
        return told(found | self.discovery)

    def _authorize(self, target: str) -> Answer:
        if self.at_door is None:
            return Answer(200, b"<!doctype html><title>Who are you?</title>", {"content-type": "text/html"})
        asked = self.read(self.url + target)
        query = self._grant(asked, self.at_door)
        return Answer(302, b"", {"location": f"{asked['redirect_uri']}?{query}"})

    def _token(self, sent: dict[str, str], headers: Mapping[str, str]) -> Answer:
        """RFC 6749, section 4.1.3, with RFC 7636, section 4.6."""
        self.sent.append(sent)
        named = base64.b64decode(headers.get("authorization", "").removeprefix("Basic ")).decode().partition(":")
        form = sent | ({"client_id": named[0], "client_secret": named[2]} if named[0] else {})
        self.seen.append(form)
        grant = self._grants.pop(form.get("code", ""), None)
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return told({"error": "invalid_client"}, 401)
        if grant is None or grant.asked["redirect_uri"] != form.get("redirect_uri"):
            return told({"error": "invalid_grant"}, 400)
        if grant.asked.get("code_challenge_method") != "S256" or grant.asked.get("code_challenge") != challenge(
            form.get("code_verifier", "")
        ):
            return told({"error": "invalid_grant"}, 400)
        token = secrets.token_urlsafe(8)
        self._tokens[token] = grant.who
        nonce = grant.asked.get("nonce")
        return told(
            {
                "access_token": token,
                "token_type": "bearer",
                "id_token": self.id_token(grant.who, {"nonce": nonce} | self.claims),
            }
        )

    def _whose(self, headers: Mapping[str, str]) -> Who | None:
        return self._tokens.get(headers.get("authorization", "").removeprefix("Bearer "))

    def _user(self, headers: Mapping[str, str]) -> Answer:
        who = self._whose(headers)
        return told({"id": int(who.sub), "login": who.login, "name": who.name}) if who else told({}, 401)

    def _addresses(self, headers: Mapping[str, str]) -> Answer:
        who = self._whose(headers)
        if who is None:
            return told({}, 401)
        other = {"email": "another@example.org", "primary": False, "verified": True}
        return told([other, {"email": who.email, "primary": True, "verified": who.verified}])


def challenge(verifier: str) -> str:
    """RFC 7636's S256."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def unsigned(token: str, header: Mapping[str, object]) -> str:
    """A token with another header and no signature."""
    return ".".join((in_base64(msgspec.json.encode(header)), token.split(".")[1], ""))


def in_base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def handler_of(provider: Provider) -> type[BaseHTTPRequestHandler]:
    """What hands requests to a provider."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            form = {name: values[0] for name, values in parse_qs(sent).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = provider.answer(self.path, form, headers)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            pieces = [answer.body[at : at + 1] for at in range(len(answer.body))] if answer.slowly else [answer.body]
            try:
                for piece in pieces:
                    self.wfile.write(piece)
                    time.sleep(0.02 if answer.slowly else 0)
            except OSError:  # whoever asked did not wait for it
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Handler


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider on loopback."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(provider))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)

"""Ways in that somebody else has opened do not outlast their owner's return."""

from __future__ import annotations

import datetime as dt

import httpx

from app.accounts.audit.queries import note
from app.accounts.linking.identity import Identity
from app.accounts.linking.queries import link
from app.accounts.passkeys.queries import Passkey, insert, new_id
from app.accounts.people.queries import by_email, by_id
from app.accounts.people.user import User
from app.accounts.second.queries import set_second_step
from app.web.sender import Whence
from tests.accounts.conftest import Member
from tests.accounts.signing.conftest import PASSWORD, Browsers, Joiner
from tests.instance import Instance
from tests.outbox import Outbox


def key_of(client: httpx.Client) -> str:
    made = client.post("/api/settings/keys", json={"name": "mine", "scopes": ["read"]})
    assert made.status_code == 201, made.text
    return str(made.json()["token"])


def opens(browsers: Browsers, key: str) -> bool:
    return browsers().get("/api/auth/me", headers={"authorization": f"Bearer {key}"}).status_code == 200


def moved(client: httpx.Client, outbox: Outbox, email: str) -> None:
    client.post("/api/settings/email", json={"email": email})
    token = outbox.latest(email, "email_change").token
    assert client.post("/api/verify-email", json={"token": token}).status_code == 200


def user_of(instance: Instance, client: httpx.Client) -> User:
    with instance.rooms.store.read() as db:
        user = by_id(db, client.get("/api/auth/me").json()["id"])
    assert user is not None
    return user


def opened(instance: Instance, user: User, at: dt.datetime) -> None:
    """A passkey, asked for as the second step from then on, and an account at GitHub."""
    passkey = Passkey(
        id=new_id(),
        credential_id=user.id.encode(),
        user_id=user.id,
        public_key=b"key",
        sign_count=0,
        transports=(),
        backed_up=False,
        name="Theirs",
        created_at=at,
        used_at=None,
    )
    with instance.rooms.store.write() as db:
        insert(db, passkey)
        set_second_step(db, user.id, on=True)
        link(db, user.id, Identity(provider="github", sub=user.id, email="", verified=False, name="", called="them"))
        note(db, "identity.linked", at, Whence(), user_id=user.id, detail="github")


def test_an_address_that_nobody_confirmed_has_no_right_to_the_account(
    join: Joiner, browsers: Browsers, outbox: Outbox
) -> None:
    """Else its owner would press the button, and be handed an account that a stranger has the keys of."""
    stranger, email = join()
    key = key_of(stranger)
    moved(stranger, outbox, f"new-{email}")
    letter = outbox.latest(email, "email_leaving")
    assert (letter.token, f"new-{email}" in letter.text) == ("", False)
    owner = browsers()
    assert owner.post("/api/auth/register", json={"email": email, "password": PASSWORD}).status_code == 201
    theirs = browsers().get("/api/auth/me", headers={"authorization": f"Bearer {key}"}).json()
    assert theirs["email"] == f"new-{email}"


def test_taking_an_address_back_shuts_what_was_opened_meanwhile(
    instance: Instance, member: Member, browsers: Browsers, outbox: Outbox
) -> None:
    client = member("robbed@example.org", password=PASSWORD)
    user = user_of(instance, client)
    opened(instance, user, instance.rooms.accounts.now() - dt.timedelta(minutes=5))
    moved(client, outbox, "robber@example.org")
    key = key_of(client)
    assert opens(browsers, key)
    owner, stop = browsers(), outbox.latest("robbed@example.org", "email_leaving").token
    assert owner.post("/api/stop-email-change", json={"token": stop}).status_code == 200
    assert not opens(browsers, key)
    token = outbox.latest("robbed@example.org", "reset").token
    assert owner.post("/api/reset/set", json={"token": token, "password": PASSWORD}).status_code == 200
    found = owner.get("/api/settings/security").json()
    assert (found["passkeys"], found["second_step"]) == ([], False)
    assert user_of(instance, owner).github_id is None


def test_what_was_there_for_long_stays(instance: Instance, member: Member, browsers: Browsers, outbox: Outbox) -> None:
    client = member("kept-ways@example.org")
    opened(instance, user_of(instance, client), instance.rooms.accounts.now() - dt.timedelta(days=2))
    client.post("/api/settings/email", json={"email": "typo-ways@example.org"})
    stop = outbox.latest("kept-ways@example.org", "email_leaving").token
    assert browsers().post("/api/stop-email-change", json={"token": stop}).status_code == 200
    with instance.rooms.store.read() as db:
        user = by_email(db, "kept-ways@example.org")
    assert user is not None
    assert (user.second_step, user.github_login) == (True, "them")

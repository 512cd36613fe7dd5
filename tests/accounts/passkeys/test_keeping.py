"""Adding, naming and removing passkeys."""

from __future__ import annotations

import httpx
import pytest

from app.accounts.keys.keys import PREFIX
from app.accounts.passkeys.registering import MOST
from app.accounts.passkeys.schemas import base64url
from tests.accounts.conftest import Member
from tests.instance import Instance
from tests.outbox import Outbox
from tests.passkeys import add, device_for, passkeys, sign_in, told

OPTIONS, ADD = "/api/settings/passkeys/options", "/api/settings/passkeys"


def test_a_passkey_is_listed_by_the_name_one_gave(instance: Instance, member: Member) -> None:
    client = member()
    add(client, device_for(instance), "  Blue   key ")
    assert [(each["name"], each["used_at"]) for each in passkeys(client)] == [("Blue key", None)]


def test_passkeys_without_a_name_are_told_apart(instance: Instance, member: Member) -> None:
    client = member()
    names = [add(client, device_for(instance))["name"] for _ in range(3)]
    assert names == ["Security key", "Security key 2", "Security key 3"]


def test_a_form_leads_back_to_the_page(instance: Instance, member: Member) -> None:
    client = member()
    credential = httpx.Response(200, json=device_for(instance).create(told(client, OPTIONS))).text
    answer = client.post("/settings/passkeys", data={"credential": credential})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/security")
    assert len(passkeys(client)) == 1


def test_the_owner_is_told_of_a_new_passkey(instance: Instance, member: Member, outbox: Outbox) -> None:
    add(member("told@example.org"), device_for(instance))
    assert outbox.latest("told@example.org").subject == "A passkey was added"


def test_a_device_is_not_asked_twice(instance: Instance, member: Member) -> None:
    client, device = member(), device_for(instance)
    add(client, device)
    assert [each["id"] for each in told(client, OPTIONS)["excludeCredentials"]] == [base64url(device.id)]


def test_adding_needs_a_sign_in_of_the_last_minutes(member: Member) -> None:
    client = member(fresh=False)
    assert client.post(OPTIONS).json()["code"] == "fresh_sign_in_needed"
    assert client.post(ADD, json={"credential": ""}).json()["code"] == "fresh_sign_in_needed"


def test_adding_can_t_be_done_with_a_key(browser: httpx.Client) -> None:
    answer = browser.post(OPTIONS, headers={"authorization": f"Bearer {PREFIX}nonsense"})
    assert answer.json()["code"] == "bad_key"


def test_a_registration_counts_once(instance: Instance, member: Member) -> None:
    client = member()
    body = {"credential": device_for(instance).create(told(client, OPTIONS))}
    first, second = client.post(ADD, json=body), client.post(ADD, json=body)
    assert (first.status_code, second.status_code, second.json()["code"]) == (201, 401, "passkey_stale")


def test_a_registration_for_another_session_is_refused(instance: Instance, member: Member) -> None:
    credential = device_for(instance).create(told(member(), OPTIONS))
    answer = member().post(ADD, json={"credential": credential})
    assert answer.json()["code"] == "passkey_stale"


def test_a_passkey_of_somebody_else_is_refused(instance: Instance, member: Member) -> None:
    device, other = device_for(instance), member()
    add(member(), device)
    answer = other.post(ADD, json={"credential": device.create(told(other, OPTIONS))})
    assert (answer.status_code, answer.json()["code"]) == (409, "passkey_known")


def test_a_key_that_did_not_check_who_uses_it_is_not_taken(instance: Instance, member: Member) -> None:
    client = member()
    credential = device_for(instance).create(told(client, OPTIONS), verified=False)
    answer = client.post(ADD, json={"credential": credential})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_passkey")


def test_a_passkey_made_for_another_site_is_not_taken(instance: Instance, member: Member) -> None:
    client, device = member(), device_for(instance)
    device.origin = "https://evil.example"
    answer = client.post(ADD, json={"credential": device.create(told(client, OPTIONS))})
    assert answer.json()["code"] == "bad_passkey"


def test_an_account_has_so_many_passkeys_and_no_more(instance: Instance, member: Member) -> None:
    client = member()
    for _ in range(MOST):
        add(client, device_for(instance))
    answer = client.post(ADD, json={"credential": device_for(instance).create(told(client, OPTIONS))})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_passkeys")


def test_a_passkey_gets_another_name(instance: Instance, member: Member) -> None:
    client = member()
    one = add(client, device_for(instance))
    assert client.patch(f"{ADD}/{one['id']}", json={"name": "Desk"}).status_code == 200
    assert [each["name"] for each in passkeys(client)] == ["Desk"]


@pytest.mark.parametrize("name", [" ", "x" * 61, "a\u202eb", "a\x07b"])
def test_a_name_that_can_t_be_read_is_refused(instance: Instance, member: Member, name: str) -> None:
    client = member()
    one = add(client, device_for(instance))
    answer = client.patch(f"{ADD}/{one['id']}", json={"name": name})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_passkey_name")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_somebody_else_s_passkey_is_not_found(instance: Instance, member: Member, method: str) -> None:
    owner = member()
    one = add(owner, device_for(instance))
    body = {"name": "Mine"} if method == "PATCH" else None
    assert member().request(method, f"{ADD}/{one['id']}", json=body).status_code == 404
    assert [each["name"] for each in passkeys(owner)] == ["Security key"]


def test_a_removed_passkey_opens_nothing(instance: Instance, member: Member, browser: httpx.Client) -> None:
    client, device = member(password="seven grey herons"), device_for(instance)
    one = add(client, device)
    assert client.delete(f"{ADD}/{one['id']}").status_code == 200
    assert sign_in(browser, device).json()["code"] == "passkey_refused"


def test_the_last_way_in_stays(instance: Instance, member: Member) -> None:
    client = member()
    one = add(client, device_for(instance))
    answer = client.delete(f"{ADD}/{one['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "last_way_in")
    assert len(passkeys(client)) == 1


def test_removing_needs_a_sign_in_of_the_last_minutes(member: Member) -> None:
    answer = member(fresh=False).post("/settings/passkeys/any/remove", headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/signin/again")

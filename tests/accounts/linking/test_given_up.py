"""An address that an account has given up, and can still have back."""

from __future__ import annotations

import httpx
import pytest

from tests.accounts.conftest import Member
from tests.accounts.linking.conftest import SignIn, me
from tests.oauth_provider import somebody
from tests.outbox import Outbox


@pytest.mark.parametrize("by", ["google", "github"])
def test_a_way_in_makes_no_account_that_would_keep_a_robbed_owner_from_theirs(
    browser: httpx.Client, member: Member, outbox: Outbox, sign_in: SignIn, by: str
) -> None:
    owner, email = member(f"robbed-{by}@example.org"), f"robber-{by}@example.org"
    owner.post("/api/settings/email", json={"email": email})
    owner.post("/api/verify-email", json={"token": outbox.latest(email, "email_change").token})
    stop = outbox.latest(f"robbed-{by}@example.org", "email_leaving").token
    answer = sign_in(browser, somebody(f"robbed-{by}@example.org"), by)
    assert (answer.status_code, me(browser)) == (409, "")
    assert browser.post("/api/stop-email-change", json={"token": stop}).status_code == 200

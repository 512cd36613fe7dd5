"""The codes of problem details: what programs may rely on. A house test holds the list to the program."""

from __future__ import annotations

import msgspec


class ErrorCode(msgspec.Struct, frozen=True):
    """A stable code, the HTTP status it comes with, and when it comes; names of parameters stand in backticks."""

    status: int
    code: str
    meaning: str


# What the framework refuses before a handler is asked, by status; the other codes are given where they are raised.
FRAMEWORK = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 413: "payload_too_large"}
INVALID = "validation_failed"  # its 400 for a parameter

CODES = (
    ErrorCode(400, "bad_address", "The address is not percent-encoded UTF-8, or holds control characters."),
    ErrorCode(400, "bad_as_of", "`as_of` is below 0, or beyond the newest render."),
    ErrorCode(400, "bad_cursor", "`after` is not where a page of this set ends. Follow `next` from the set’s start."),
    ErrorCode(400, "bad_email", "`email` is no address that mail can be sent to."),
    ErrorCode(400, "bad_form", "The form can’t be read."),
    ErrorCode(400, "bad_ids", "`ids` is not two to four different ids of renders."),
    ErrorCode(400, "bad_json", "The body is not a JSON object."),
    ErrorCode(400, "bad_name", "`name` is too long, or holds characters that nobody sees."),
    ErrorCode(400, "bad_passkey", "What was sent is no answer of a passkey, or one that can’t be taken."),
    ErrorCode(400, "bad_passkey_name", "`name` is empty, too long, or holds what can’t be printed."),
    ErrorCode(400, "bad_request", "The request can’t be read."),
    ErrorCode(400, "no_picture", "The upload is empty, or its form has no file."),
    ErrorCode(400, "oauth_state", "What came from Google or GitHub answers no sign-in that this browser has begun."),
    ErrorCode(400, "query_not_text", "`q` holds control characters."),
    ErrorCode(400, "query_too_long", "`q` has more than 200 characters."),
    ErrorCode(400, "query_without_words", "`q` holds neither a letter nor a digit."),
    ErrorCode(400, "repeated_field", "A field stands in the form twice."),
    ErrorCode(400, "repeated_parameter", "A query parameter stands in the address twice."),
    ErrorCode(400, "same_email", "`email` is the account’s address already."),
    ErrorCode(400, "too_many_files", "The form has more than one file, or more parts than one picture needs."),
    ErrorCode(400, "too_many_renders", "A card is asked for more than twelve renders."),
    ErrorCode(400, "two_sets", "The address of a render has `in` and what a search is asked by. Leave one out."),
    ErrorCode(400, "unknown_family", "`family` is not the slug of a family."),
    ErrorCode(400, "unknown_field", "The form has a field that this address does not know."),
    ErrorCode(400, "unknown_model", "`model` is not the key of an image model."),
    ErrorCode(400, "unknown_parameter", "The address has a query parameter that it does not know."),
    ErrorCode(400, "unknown_set", "`in` names a set that renders do not hang in."),
    ErrorCode(400, "unknown_style", "`style` is not the slug of a style."),
    ErrorCode(400, "unknown_subject", "`subject` is not the slug of a subject."),
    ErrorCode(400, "upload_broken", "The form is not whole, or the connection ended before the picture did."),
    ErrorCode(400, "validation_failed", "A value is missing, of the wrong kind or out of bounds."),
    ErrorCode(
        400, "weak_password", "The password is too short, too long, among the commonest, or the person’s own name."
    ),
    ErrorCode(400, "wrong_code", "The code is not the one of the newest letter, or too many wrong ones were tried."),
    ErrorCode(401, "bad_credential", "The ID token is not signed by Google, not for this instance, too old, or used."),
    ErrorCode(401, "bad_key", "The API key is unknown, revoked or expired."),
    ErrorCode(401, "oauth_refused", "Google or GitHub did not confirm the sign-in."),
    ErrorCode(401, "passkey_refused", "The passkey is not known here, is another person’s, or its signature is wrong."),
    ErrorCode(401, "passkey_stale", "The challenge is too old, was used before, or was made for something else."),
    ErrorCode(401, "sign_in_needed", "This needs a session or an API key."),
    ErrorCode(401, "wrong_credentials", "No account has this address and this password."),
    ErrorCode(401, "wrong_recovery_code", "`code` is none of the person’s recovery codes, or was used before."),
    ErrorCode(403, "account_disabled", "The operator has locked this account."),
    ErrorCode(403, "address_unconfirmed", "The account’s address has to be confirmed before that is linked to it."),
    ErrorCode(403, "cross_site_request", "A browser sent this write from another site."),
    ErrorCode(403, "fresh_sign_in_needed", "This needs a sign-in of the last 15 minutes."),
    ErrorCode(403, "identity_differs", "This is another account at Google or GitHub than the linked one."),
    ErrorCode(403, "link_of_another", "The letter’s link was sent to the owner of another account."),
    ErrorCode(403, "oauth_denied", "Whoever was asked at Google or GitHub said no."),
    ErrorCode(403, "operators_only", "Only the operator may see this."),
    ErrorCode(403, "provider_email_unverified", "Google or GitHub has not confirmed the address."),
    ErrorCode(403, "scope_missing", "The API key lacks the scope that the method needs: `read` or `create`."),
    ErrorCode(403, "second_step_needed", "An account with a second step is not proved by its password alone."),
    ErrorCode(403, "session_needed", "This can’t be done with an API key."),
    ErrorCode(403, "wrong_password", "The password of the signed-in person is another."),
    ErrorCode(404, "not_found", "There is nothing at this address: never was, or deleted by its owner."),
    ErrorCode(405, "method_not_allowed", "The address takes other methods; `Allow` lists them."),
    ErrorCode(408, "upload_too_slow", "The picture came so slowly that its place was given to others."),
    ErrorCode(409, "account_unconfirmed", "An account has this address, and it was never confirmed."),
    ErrorCode(409, "another_linked", "Another account of the same provider is linked already."),
    ErrorCode(409, "cell_taken", "A hidden render can’t be shown again: another hangs in its place by now."),
    ErrorCode(409, "email_taken", "There is an account with this address already."),
    ErrorCode(409, "export_under_way", "An export of this person’s data is being made already."),
    ErrorCode(409, "identity_taken", "This account at Google or GitHub opens another account here."),
    ErrorCode(409, "last_admin", "Nobody else runs this instance, so its only admin can’t leave."),
    ErrorCode(409, "last_way_in", "Without this there would be no way into the account."),
    ErrorCode(409, "passkey_known", "The passkey is an account’s already."),
    ErrorCode(409, "passkeys_unavailable", "Browsers take no passkeys at this instance’s address: it has no https."),
    ErrorCode(409, "second_step_needs_passkey", "The second step is a passkey, so it can’t be without one."),
    ErrorCode(409, "second_step_off", "The second step is off."),
    ErrorCode(409, "second_step_on", "The second step is on already."),
    ErrorCode(409, "too_many_keys", "The account has 50 API keys that work. Revoke one first."),
    ErrorCode(409, "too_many_passkeys", "The account has as many passkeys as one may have."),
    ErrorCode(410, "hidden", "The operator has hidden this render."),
    ErrorCode(410, "link_expired", "The letter’s link was used, is too old, or was cut short."),
    ErrorCode(410, "second_step_gone", "No half-done sign-in: it took too long, is done, or had too many wrong tries."),
    ErrorCode(413, "image_too_large", "The picture has more bytes, pixels or memory to decode than one may have."),
    ErrorCode(413, "payload_too_large", "The request is larger than this address takes."),
    ErrorCode(413, "too_large", "The upload has more bytes than a picture may have."),
    ErrorCode(414, "address_too_long", "The address has more than 8,000 characters."),
    ErrorCode(415, "image_unsupported", "The file is not a picture of a kind that is read here."),
    ErrorCode(415, "unsupported_body", "The body is neither a form nor JSON."),
    ErrorCode(415, "unsupported_upload", "The body is neither a form nor a picture."),
    ErrorCode(422, "image_damaged", "The picture is cut short, corrupt or not what its header says."),
    ErrorCode(422, "image_empty", "The file has no bytes."),
    ErrorCode(429, "export_recent", "There is one export of one’s data a day. `Retry-After` says when the next."),
    ErrorCode(429, "rate_limited", "More than may be done in this time. `Retry-After` says when to come back."),
    ErrorCode(429, "slow_down", "The last sign-ins failed. `Retry-After` says when the next is looked at."),
    ErrorCode(500, "internal_error", "The fault is the server’s. Its log has more under `error_id`."),
    ErrorCode(501, "format_not_offered", "oEmbed speaks json and xml, no other `format`."),
    ErrorCode(503, "crowded", "Many people sign in right now. `Retry-After` says when to come back."),
    ErrorCode(503, "no_memory", "The server has no memory for the picture at the moment. Nothing was kept."),
    ErrorCode(503, "provider_unreachable", "Google or GitHub does not answer as it should."),
    ErrorCode(503, "storage_full", "The server’s disk is full. Nothing was kept."),
    ErrorCode(503, "storage_unwritable", "The server can’t write to its data folder. Nothing was kept."),
    ErrorCode(503, "too_many_uploads", "Many pictures are being looked at. `Retry-After` says when to come back."),
    ErrorCode(503, "unavailable", "The server is too busy, or its database can’t be used right now."),
)

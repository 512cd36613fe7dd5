"""What the audit's actions are called in plain words."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "account.disabled": "Account locked",
    "account.enabled": "Account unlocked",
    "account.erased": "Account erased",
    "account.kept": "Account kept after all",
    "account.leaving": "Account to be deleted",
    "account.made": "Account made",
    "admin.granted": "Made an operator",
    "admin.revoked": "No longer an operator",
    "email.change_asked": "Change of address asked for",
    "email.change_stopped": "Change of address stopped",
    "email.changed": "Address changed",
    "email.code_refused": "Wrong code for an address",
    "email.letter_asked": "Letter to confirm asked for",
    "email.verified": "Address confirmed",
    "export.fetched": "Export downloaded",
    "export.ordered": "Export ordered",
    "identity.linked": "Google or GitHub linked",
    "identity.unlinked": "Google or GitHub unlinked",
    "key.made": "API key made",
    "key.revoked": "API key revoked",
    "mails.changed": "Choice of mails changed",
    "passkey.added": "Passkey added",
    "passkey.refused": "Passkey refused",
    "passkey.removed": "Passkey removed",
    "passkey.renamed": "Passkey renamed",
    "password.changed": "Password changed",
    "password.link_made": "Link to a new password made",
    "password.reset": "Password reset",
    "password.set": "Password set",
    "picture.changed": "Picture changed",
    "picture.removed": "Picture removed",
    "profile.changed": "Profile changed",
    "recovery_code.used": "Recovery code used",
    "recovery_codes.made": "Recovery codes made",
    "reset.asked": "New password asked for",
    "second_step.failed": "Second step failed",
    "second_step.off": "Second step switched off",
    "second_step.on": "Second step switched on",
    "session.begun": "Signed in",
    "session.ended": "Session ended",
    "session.proved": "Identity confirmed again",
    "session.proof_refused": "Identity not confirmed",
    "session.refused": "Sign-in refused",
    "session.replaced": "Session replaced by a new sign-in",
}


def words_of(action: str) -> str:
    """An action in plain words; itself when there are none."""
    return WORDS.get(action, action)

"""People: ways to sign in, sessions, keys, single-use tickets, letters, exports, and who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    # Addresses are ASCII, so NOCASE folds all of them.
    """
    CREATE TABLE users (
        id TEXT PRIMARY KEY,
        email TEXT NOT NULL UNIQUE COLLATE NOCASE,
        email_verified_at TEXT,
        password_hash TEXT,
        google_sub TEXT UNIQUE,
        google_email TEXT,
        github_id TEXT UNIQUE,
        github_login TEXT,
        passkey_handle BLOB NOT NULL UNIQUE,
        second_step INTEGER NOT NULL DEFAULT 0,
        stripe_customer_id TEXT UNIQUE,
        is_admin INTEGER NOT NULL DEFAULT 0,
        disabled_at TEXT,
        delete_after TEXT,
        name TEXT NOT NULL DEFAULT '',
        picture_path TEXT,
        theme TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
        default_model TEXT,
        default_size TEXT,
        default_public INTEGER NOT NULL DEFAULT 0,
        mails TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(mails)),
        created_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX users_leaving ON users (delete_after) WHERE delete_after IS NOT NULL",
    """
    CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        token_hash BLOB NOT NULL UNIQUE,
        user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        way TEXT NOT NULL,
        address TEXT NOT NULL,
        agent TEXT NOT NULL,
        created_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        proved_at TEXT NOT NULL,
        ends_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX sessions_of_user ON sessions (user_id, seen_at)",
    "CREATE INDEX sessions_ending ON sessions (ends_at)",
    """
    CREATE TABLE api_keys (
        id TEXT PRIMARY KEY,
        token_hash BLOB NOT NULL UNIQUE,
        user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        hint TEXT NOT NULL,
        scopes TEXT NOT NULL CHECK (json_valid(scopes)),
        created_at TEXT NOT NULL,
        expires_at TEXT,
        used_at TEXT,
        used_from TEXT,
        revoked_at TEXT
    ) STRICT
    """,
    "CREATE INDEX api_keys_of_user ON api_keys (user_id, created_at)",
    """
    CREATE TABLE passkeys (
        id TEXT PRIMARY KEY,
        credential_id BLOB NOT NULL UNIQUE,
        user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        public_key BLOB NOT NULL,
        sign_count INTEGER NOT NULL,
        transports TEXT NOT NULL CHECK (json_valid(transports)),
        backed_up INTEGER NOT NULL,
        name TEXT NOT NULL,
        created_at TEXT NOT NULL,
        used_at TEXT
    ) STRICT
    """,
    "CREATE INDEX passkeys_of_user ON passkeys (user_id, created_at)",
    """
    CREATE TABLE recovery_codes (
        user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        code_hash BLOB NOT NULL,
        used_at TEXT,
        PRIMARY KEY (user_id, code_hash)
    ) STRICT, WITHOUT ROWID
    """,
    # What is good for one use within minutes or days: links in mails, half-done sign-ins, challenges.
    """
    CREATE TABLE tickets (
        token_hash BLOB PRIMARY KEY,
        kind TEXT NOT NULL,
        user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
        data TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(data)),
        tries INTEGER NOT NULL DEFAULT 0,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX tickets_of_user ON tickets (user_id, kind)",
    "CREATE INDEX tickets_expiring ON tickets (expires_at)",
    """
    CREATE TABLE letters (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        address TEXT NOT NULL,
        data TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(data)),
        attempts INTEGER NOT NULL DEFAULT 0,
        send_after REAL NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX letters_due ON letters (send_after)",
    """
    CREATE TABLE exports (
        id TEXT PRIMARY KEY,
        user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        status TEXT NOT NULL CHECK (status IN ('pending', 'done', 'failed')),
        path TEXT,
        bytes INTEGER,
        token_hash BLOB UNIQUE,
        created_at TEXT NOT NULL,
        expires_at TEXT
    ) STRICT
    """,
    "CREATE INDEX exports_of_user ON exports (user_id, created_at)",
    # What no row needs any more, relative to the data folder: listed with the last row, removed after it.
    "CREATE TABLE files_to_remove (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    # A person's renders are found, and can be deleted, without reading all there are.
    "CREATE INDEX renders_of_person ON renders (user_id, created_at) WHERE user_id IS NOT NULL",
    "CREATE INDEX renders_by_parent ON renders (parent_id) WHERE parent_id IS NOT NULL",
    # Rows outlive the account they speak of; then without its id, address and device.
    """
    CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        user_id TEXT,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '',
        address TEXT NOT NULL DEFAULT '',
        agent TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX audit_of_user ON audit (user_id, number)",
    "CREATE INDEX audit_of_action ON audit (action, number)",
    # Where from a person has signed in is asked at every sign-in.
    "CREATE INDEX audit_of_sign_ins ON audit (user_id, address, at) WHERE action = 'session.begun'",
)


def apply(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)

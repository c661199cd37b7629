-- What editors decide beside what pages say. The rule itself is JSON, as its kind has it.
CREATE TABLE editorial_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Every change of a rule, for good: its number is the version of all rules after it. The hash
-- covers the row and the hash before, so that a row that was altered or left out shows.
CREATE TABLE editorial_change (
    version INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    action TEXT NOT NULL,
    changed TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    before TEXT,
    after TEXT,
    hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER editorial_change_stays BEFORE UPDATE ON editorial_change
BEGIN
    SELECT RAISE(ABORT, 'changes of editorial rules are never rewritten');
END;
CREATE TRIGGER editorial_change_is_kept BEFORE DELETE ON editorial_change
BEGIN
    SELECT RAISE(ABORT, 'changes of editorial rules are never deleted');
END;
-- API tokens; the token itself is shown once and only its SHA-256 is kept.
CREATE TABLE api_token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created TEXT NOT NULL,
    expires TEXT,
    last_used TEXT,
    revoked TEXT
) STRICT;

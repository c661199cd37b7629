-- Pages that were erased on purpose, to prove it and to go on where a process was killed. The
-- titles are there only until the erasure is finished.
CREATE TABLE erasure (
    url TEXT PRIMARY KEY,
    addresses TEXT NOT NULL,
    titles TEXT NOT NULL,
    begun TEXT NOT NULL,
    finished TEXT
) STRICT, WITHOUT ROWID;
-- What a change of a rule said of an erased page is blanked. All else of it stays, its hash too.
DROP TRIGGER editorial_change_stays;
CREATE TRIGGER editorial_change_stays BEFORE UPDATE ON editorial_change
WHEN NOT (
    NEW.version = OLD.version AND NEW.rule_id = OLD.rule_id AND NEW.kind = OLD.kind
    AND NEW.action = OLD.action AND NEW.changed = OLD.changed AND NEW.changed_by = OLD.changed_by
    AND NEW.hash = OLD.hash
    AND ((NEW.before IS NULL AND OLD.before IS NULL) OR NEW.before = '{"erased": true}')
    AND ((NEW.after IS NULL AND OLD.after IS NULL) OR NEW.after = '{"erased": true}')
)
BEGIN
    SELECT RAISE(ABORT, 'changes of editorial rules are never rewritten');
END;

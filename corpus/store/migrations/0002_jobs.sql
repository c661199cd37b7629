CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    argument TEXT NOT NULL DEFAULT '{}',
    state TEXT NOT NULL DEFAULT 'queued' CHECK (
        state IN ('queued', 'running', 'done', 'failed', 'cancelled')
    ),
    created TEXT NOT NULL,
    started TEXT,
    finished TEXT,
    progress TEXT NOT NULL DEFAULT '{}',
    report TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    worker TEXT,
    lease_until TEXT
);

CREATE INDEX job_by_state ON job (state, id);

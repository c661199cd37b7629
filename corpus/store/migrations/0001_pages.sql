-- A crawl that was not finished is taken up again, so that a killed process costs no fetches.
CREATE TABLE crawl (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    scope TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT
);

-- The crawl frontier: every address we know of, and what the last visit came to.
CREATE TABLE address (
    url TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'discovered' CHECK (
        status IN ('discovered', 'fetched', 'redirected', 'failed', 'gone', 'skipped')
    ),
    depth INTEGER NOT NULL DEFAULT 0,
    discovered_at TEXT NOT NULL,
    visited_at TEXT,
    next_fetch_at TEXT,
    last_seen TEXT,
    last_crawl INTEGER NOT NULL DEFAULT 0,
    fails INTEGER NOT NULL DEFAULT 0,
    removals INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    lastmod TEXT,
    alternates TEXT NOT NULL DEFAULT '{}',
    erased_at TEXT
) WITHOUT ROWID;

CREATE INDEX address_by_source ON address (source, status);

-- The body is what the site sent, after HTTP's own compression is undone, packed by zlib.
CREATE TABLE page (
    url TEXT PRIMARY KEY REFERENCES address (url) ON DELETE CASCADE,
    final_url TEXT NOT NULL,
    status INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    robots_tag TEXT NOT NULL DEFAULT '',
    etag TEXT,
    last_modified TEXT,
    fetched_at TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    body BLOB NOT NULL
);

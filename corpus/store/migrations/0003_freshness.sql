-- How long a page may rest until it is visited again, by how often it was seen to change.
ALTER TABLE address ADD COLUMN revisit_seconds REAL NOT NULL DEFAULT 0;
-- When a visit first found that there is no page any more; a later one must agree.
ALTER TABLE address ADD COLUMN doubted_at TEXT;
-- The last crawl in which a sitemap listed the address, 0 if none ever did.
ALTER TABLE address ADD COLUMN listed_crawl INTEGER NOT NULL DEFAULT 0;
-- Where an address that was redirected leads.
ALTER TABLE address ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
-- What the page says, so that a change around it is told from a change of it; '' if not known.
ALTER TABLE page ADD COLUMN text_hash TEXT NOT NULL DEFAULT '';

-- What was searched on a day, where at least five clients of that day asked the same: the table
-- itself refuses a query of fewer. Nothing here tells who asked, or at what time of the day.
CREATE TABLE query_day (
    day TEXT NOT NULL,
    language TEXT NOT NULL,
    query TEXT NOT NULL,
    clients INTEGER NOT NULL CHECK (clients >= 5),
    searches INTEGER NOT NULL,
    zero_results INTEGER NOT NULL,
    few_results INTEGER NOT NULL,
    PRIMARY KEY (day, language, query)
) STRICT, WITHOUT ROWID;
-- How much was searched at all, with the queries that fewer asked.
CREATE TABLE search_day (
    day TEXT NOT NULL,
    language TEXT NOT NULL,
    searches INTEGER NOT NULL,
    zero_results INTEGER NOT NULL,
    PRIMARY KEY (day, language)
) STRICT, WITHOUT ROWID;

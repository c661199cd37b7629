"""Fills the index: crawl, extract, build, publish. Processes that write."""

"""A sample bilingual site in the manner of 6aika.fi: readable pages and a server for them."""

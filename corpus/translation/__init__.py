"""Finnish and English words for one another: the glossary first, then a general dictionary."""

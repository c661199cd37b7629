"""What Kuutoshaku remembers between runs, in one SQLite database."""

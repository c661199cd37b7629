"""Answers from the index: a service that reads."""

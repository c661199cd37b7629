"""What editors decide beside what pages say; applied when a query is answered, never indexed."""

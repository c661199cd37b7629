"""Text to terms, the same way when a document is indexed and when a query is asked."""

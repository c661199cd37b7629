"""What we know: documents, their analysis, their index and their stores."""

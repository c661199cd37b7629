"""One file per noun that can be asked for."""

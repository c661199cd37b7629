"""The boundary between what is asked and the engine that answers."""

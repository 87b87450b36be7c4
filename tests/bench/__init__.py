"""The benchmark: editions of any size, and what building them costs (see `run`)."""

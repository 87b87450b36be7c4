"""What is found by its words: letters and registers in pieces, and the parts of their index."""

"""What is true: frozen records and pure functions on the standard library alone."""

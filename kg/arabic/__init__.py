"""Pure functions on Arabic text: no I/O, no state."""

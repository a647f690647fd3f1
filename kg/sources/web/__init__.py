"""Fetching from strangers: politely, within limits, and never from inside one's own network."""

"""Times: how a text writes them, and which days they mean."""

"""Rules that read facts from a document's text, each fact tied to the characters it was read from."""

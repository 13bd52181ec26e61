"""The input formats besides plain text, a module each: `text_of(data, name)` is the text that every span counts in."""

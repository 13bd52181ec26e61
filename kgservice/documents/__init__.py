"""Any source document → clean text with a map back to the source, its parts, and its numbered outline."""

"""Why the graph says so: what was read where and by which rule, and what was concluded from it."""

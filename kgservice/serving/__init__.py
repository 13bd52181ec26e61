"""The processes that serve: one that minds the others, those that speak HTTP, and those that keep a version open."""

"""Rule-based policy knowledge graph and its query service."""

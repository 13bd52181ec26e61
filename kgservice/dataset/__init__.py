"""A dataset on disk: its sources, the graphs built from them, and the immutable snapshots that are served."""

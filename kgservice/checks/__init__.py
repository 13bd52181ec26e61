"""What a plan gets wrong or leaves open: the catalogue of checks and what they find."""

"""What follows from what was read, and what is missing: OWL 2 DL with HermiT, SHACL, SPARQL."""

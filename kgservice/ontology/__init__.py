"""The ontology as its readers see it: terms with their axioms and uses, and pictures drawn from them."""

# What is of a class of the ontology is stated to be of the classes above it too.
# Run where the ontology and the data of 0.2.0 are both in the default graph.

PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?thing a ?above }
WHERE {
  ?thing a ?class .
  ?class rdfs:subClassOf+ ?above .
  FILTER(ISIRI(?above) && STRSTARTS(STR(?class), "https://w3id.org/policy-kg/ontology#"))
  FILTER(STRSTARTS(STR(?above), "https://w3id.org/policy-kg/ontology#"))
}

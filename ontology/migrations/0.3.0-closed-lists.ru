# A role, level, comparator, force, kind of party, cause or relation is one that the ontology names; a value of one's own becomes the nearest.
# Put your own pairs into the VALUES: your value, the ontology's.

PREFIX pol: <https://w3id.org/policy-kg/ontology#>

DELETE { ?own a ?list . ?thing ?property ?own }
INSERT { ?thing ?property ?nearest }
WHERE {
  VALUES (?own ?nearest) { (<https://example.org/supervises> pol:support) }
  VALUES ?list { pol:Role pol:Level pol:Comparator pol:Force pol:PartyKind pol:UnreadCause pol:CitationRelation }
  ?own a ?list .
  OPTIONAL { ?thing ?property ?own }
}

# A class is told by pol:code; skos:notation is a property of individuals, as SKOS has it.

PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX pol: <https://w3id.org/policy-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { ?class skos:notation ?code }
INSERT { ?class pol:code ?code }
WHERE { ?class a owl:Class ; skos:notation ?code }

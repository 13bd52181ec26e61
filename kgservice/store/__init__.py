"""One interface to the graphs, two engines: the embedded one, and any SPARQL 1.1 endpoint."""

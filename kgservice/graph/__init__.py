"""Facts → RDF: IRIs, triples, canonical Turtle, and the shapes that every graph must satisfy."""

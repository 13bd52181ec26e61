"""A figure with the words around it, as the reasons look at it for which it sets a target or none."""

from __future__ import annotations

from dataclasses import dataclass

from kgservice.extraction.targets.figure_context import FigureContext
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.targets.names import bare
from kgservice.extraction.targets.words import measure_at_end

LOOKS_BACK = 60  # the longest words of an annotated target have 65 characters, its figure among them


@dataclass(frozen=True, slots=True)
class Surrounded:
    """A figure with the words before and behind it."""

    figure: Figure
    context: FigureContext
    left: str
    right: str

    @property
    def unit(self) -> str:
        """Its unit."""
        return self.figure.quantity.unit

    @property
    def meant(self) -> bool:
        """Whether a word says how it is meant: 不低于, 以上."""
        return self.figure.cue is not None or self.figure.suffix is not None

    @property
    def more(self) -> bool:
        """Whether it is to be passed: 超过."""
        return self.figure.cue is not None and bool(self.figure.cue["more"])

    @property
    def most(self) -> bool:
        """Whether it is not to be passed: 不超过, 以内."""
        figure = self.figure
        return bool((figure.cue and figure.cue["most"]) or (figure.suffix and figure.suffix["most"]))

    @property
    def led(self) -> str:
        """What stands before it in its clause."""
        return self.context.folded[max(self.figure.clause.start, self.figure.start - LOOKS_BACK) : self.figure.start]

    @property
    def following(self) -> str:
        """What stands behind it in its clause."""
        return self.context.folded[self.figure.end : min(self.figure.clause.end, self.figure.end + LOOKS_BACK)]

    @property
    def measured(self) -> bool:
        """Whether the words before end in what can be measured: 面积, 率."""
        return measure_at_end().search(bare(self.left)) is not None

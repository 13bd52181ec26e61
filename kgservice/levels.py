"""The characters that stand for a place by its level: the last of its name, and the first of its bodies' (昌乐县, 县教育局)."""

LEVELS = "省州盟市县区旗镇乡"
"""All of them, the highest first."""
ABOVE_TOWNSHIPS = "省州盟市县区旗"
"""Those of places that have a committee of the party with departments of its own (县委宣传部)."""

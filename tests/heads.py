"""What the tests of documents' heads stand on."""

BODY = "一、主要任务\n（一）稳增长。推进项目。（责任单位：县发展和改革局）\n"


def squeezed(words):
    """`words` without white space; empty for None."""
    return "".join((words or "").split())

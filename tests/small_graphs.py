"""Small graphs, one statement a line, from which the inference rules conclude something."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from kgservice.graph.triples import LABEL, RDF_TYPE, term

YEARS = ("year", "periodStart", "periodEnd")
PLACE = "https://w3id.org/policy-kg/id/jurisdiction/x"
GROUP = "https://w3id.org/policy-kg/id/group/x-town-governments"


TWO_LEVELS = """
a a Assignment
a assigns 1
a assignsTo education
1 a Task
1.1 a Task
1.1 inItem 1
1.1.1 a Task
1.1.1 inItem 1.1
1.2 a Task
1.2 inItem 1
b a Assignment
b assigns 1.2
b assignsTo finance
1.1.1 underCampaign campaign
campaign a Campaign
education a Department
finance a Department
"""

TOLD_TWICE = """
1 a Task
1 toldAgainIn row
1.1 a Task
1.1 inItem 1
2 a Task
2 toldAgainIn row
b a Assignment
b assigns 2
b assignsTo finance
row a Task
a a Assignment
a assigns row
a assignsTo education
education a Department
finance a Department
"""

OWN_PLAN = """
own a Plan
own ownPlanOf education
own1 a Task
own1 inPlan own
own1 path "一"
education a Department
"""

TOWN = f"""
town hasLevel township
town locatedIn {PLACE}
town label 侯营镇
office a Department
office ofJurisdiction town
office label 侯营镇人民政府
{GROUP} a AgentGroup
a assigns 1
a assignsTo {GROUP}
"""

ONE_YEAR = """
p periodStart 2024
p periodEnd 2024
1 inPlan p
t a IndicatorTarget
t concerns 1
d a Deadline
d concerns p
stated a IndicatorTarget
stated concerns 1
stated year 2025
recurs a Deadline
recurs concerns 1
recurs recurrence "FREQ=MONTHLY"
"""

NOBODY_LEADS = """
m assigns 3
m assignsTo education
m givesRole responsible
n assigns 3
n assignsTo finance
n givesRole responsible
"""

FRAGMENT = """
torn a PolicyDocument
torn isFragment true
"""

CHAIN = """
county a PolicyDocument
city a PolicyDocument
city documentNumber "市政办〔2023〕1号"
province a PolicyDocument
province title "省行动计划"
c citedNumber "市政办〔2023〕1号"
c hasRelation basis
c readFrom s
s inSource county
e citedTitle "省行动计划"
e hasRelation basis
e readFrom u
u inSource city
"""

CARRIED_OUT = """
f citedNumber "市政办〔2023〕1号"
f hasRelation implements
f cites law
f readFrom w
w inSource county
"""

MERGED_TWICE = """
2021 absorbs poverty
2021 forms revitalization
2023 absorbs revitalization
2023 forms agriculture
2018 takesFrom fisheries
2018 forms agriculture
"""

HEALTH_BODIES = """
province hasLevel province
city hasLevel prefecture
city locatedIn province
group a AgentGroup
group hasFunction health
group ofJurisdiction province
group reachesLevel province
group reachesLevel prefecture
provincial a Department
provincial ofJurisdiction province
provincial hasFunction health
municipal a Department
municipal ofJurisdiction city
municipal hasFunction health
"""


def node(name):
    return NamedNode(name if ":" in name else f"https://example.org/{name}")


def graph(text):
    """One statement a line; years, and what stands in quotes, are literals."""
    made = []
    for line in filter(None, map(str.strip, text.splitlines())):
        subject, predicate, value = line.split()
        if predicate == "a":
            made.append(Triple(node(subject), RDF_TYPE, term(value)))
        elif predicate == "label":
            made.append(Triple(node(subject), LABEL, Literal(value, language="zh")))
        elif predicate == "isFragment":
            made.append(Triple(node(subject), term(predicate), Literal(value == "true")))
        elif value.startswith('"') or predicate in YEARS:
            literal = Literal(int(value)) if predicate in YEARS else Literal(value.strip('"'))
            made.append(Triple(node(subject), term(predicate), literal))
        else:
            known = predicate in ("givesRole", "hasLevel", "hasRelation", "reachesLevel")
            made.append(Triple(node(subject), term(predicate), term(value) if known else node(value)))
    return made

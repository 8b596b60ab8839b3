"""The fourteen invented people of the example, the one who pays them, one who looks on and one who looks at the numbers."""

from __future__ import annotations

from wesaid_web.projects.models import Hat, Role
from wesaid_web.show.demo.shapes import Person, weeks

STARTED = weeks(41)

PEOPLE = (
    Person("ros", "Ros", (Hat.STAFF,), STARTED, "facilitator", role=Role.FACILITATOR),
    Person("bernie", "Bernie", (Hat.CARER,), weeks(39), "carer"),
    Person("glenys", "Glenys", (Hat.SERVICE_USER,), weeks(39), "service-user"),
    Person("priya", "Priya (ward sister)", (Hat.STAFF,), weeks(39), "staff"),
    Person("tomasz", "Tomasz (discharge coordinator)", (Hat.STAFF,), weeks(39), "tomasz"),
    Person("helen", "Helen (the council)", (Hat.MANAGER,), weeks(39), "helen"),
    Person("whitlock", "Mr Whitlock", (Hat.SERVICE_USER,), weeks(38)),
    Person("sunita", "Sunita", (Hat.SERVICE_USER,), weeks(37)),
    Person("ken", "Ken", (Hat.CITIZEN,), weeks(37), "ken"),
    Person("folake", "Folake", (Hat.CARER,), weeks(34), "folake"),
    Person("dave", "Dave (home care worker)", (Hat.STAFF,), weeks(34)),
    Person("shanice", "Shanice (surgery reception)", (Hat.STAFF, Hat.CARER), weeks(34), "shanice"),
    Person("callum", "Callum", (Hat.CARER,), weeks(32), "callum", account_since=weeks(21)),
    Person("marion", "Marion (care home manager)", (Hat.STAFF,), weeks(30), "marion"),
    Person("nia", "Nia (the trust's finance office)", (), weeks(37), "nia", role=Role.PAYMENTS),
    Person("ines", "Ines (a student nurse)", (), weeks(16), "ines", role=Role.OBSERVER),
    Person("rafi", "Rafi (the university)", (), weeks(12), "rafi", role=Role.EVALUATOR),
)

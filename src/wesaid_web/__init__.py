"""We Said, We Did: the web half. Who may do what, when, and that it was recorded; the sums are in :mod:`wesaid`."""

APPS = (
    "common",
    "people",
    "projects",
    "telling",
    "support",
    "privacy",
    "joining",
    "meetings",
    "trail",
    "delivery",
    "evaluation",
    "show",
)
"""The rooms of the workflow half, the lowest first: what is installed, what has registers, templates and words."""

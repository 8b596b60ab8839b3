"""We Said, We Did: the web half. Who may do what, when, and that it was recorded; the sums are in :mod:`wesaid`."""

"""We Said, We Did: the calculating half.

Values in, values out. Nothing here knows about a database, a web request, the clock or who is asking;
time, randomness and seeds are arguments. The web half lives in :mod:`wesaid_web`.
"""

__version__ = "0.1.0"

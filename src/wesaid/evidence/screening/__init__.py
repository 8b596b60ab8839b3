"""The order of screening: what to read next, whether people agree, and when enough has been read.

``rank`` learns from the decisions so far, ``simulate`` shows on a finished review what that would have saved, ``agree``
compares people, and ``stop`` says how sure one can be that enough was found. docs/methods/screening.md tells how.
"""

"""What the shared parts hold."""

from __future__ import annotations

from wesaid_web.common.registry import AuditWords, Field, Model

MODELS = {
    "common.AuditEvent": Model(
        holds="who did what, when, to what: ids and codes, never words",
        retention="as long as the project; kept when a person is erased, since an id alone says nothing then",
        archive="left out: it says who did what",
        demo="shown",
        fields={
            "stream": Field("the project, or the installation"),
            "seq": Field("the place in the chain"),
            "at": Field("when"),
            "actor": Field("the account that did it; none for anonymous answers and the command line"),
            "verb": Field("what was done, as a code"),
            "subject": Field("to what, as an id"),
            "details": Field("codes, ids and numbers that say more"),
            "previous": Field("the digest of the row before"),
            "digest": Field("the digest of this row"),
        },
    ),
    "common.AuditHead": Model(
        holds="the last link of each chain",
        retention="as long as the project",
        archive="left out: belongs to the chain",
        demo="shown",
        fields={"seq": Field("how long the chain is"), "digest": Field("the digest of the last row")},
    ),
    "common.AnalysisRun": Model(
        holds="how frozen numbers were worked out: version, method, settings, and digests to check them with",
        retention="as long as what it is about",
        archive="left out: it is checked with the key of this installation",
        demo="shown",
        fields={
            "stream": Field("the project"),
            "subject": Field("what was frozen, as an id"),
            "method": Field("with which function"),
            "version": Field("with which version of the program"),
            "parameters": Field("what the function was told: limits, not people"),
            "seed": Field("where chance was in it, from where it began"),
            "inputs": Field("a digest of what went in; not kept where it could give somebody away", "nobody"),
            "result": Field("a digest of what was frozen", "nobody"),
            "key": Field("which key made the digests", "nobody"),
            "made_on": Field("on which day"),
        },
    ),
}

AUDIT: AuditWords = {}

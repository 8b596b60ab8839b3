"""Between LaTeX, as BibTeX files have it, and plain Unicode text: accents, symbols, braces.

Reading takes time in proportion to the text, however deep its braces are. What is not known is left as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(r"\\([A-Za-z]+)[ \t\n]*|\\(.)|([{}$~])|(``|'')|([^\\{}$~`']+|.)", re.DOTALL)
_NEEDED = re.compile(r"[\\{}$~]|``")
_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "r": "\u030a",
    "c": "\u0327",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
}
_CHARACTERS = {
    "&": "&",
    "%": "%",
    "$": "$",
    "#": "#",
    "_": "_",
    "{": "{",
    "}": "}",
    " ": " ",
    ",": " ",
    "/": "",
    "-": "",
}
_CHARACTERS |= {"\n": " ", "\\": "\n", ";": " ", ":": " ", "!": "", "@": ""}
_SYMBOLS = {
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^",
    "textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}", "textunderscore": "_",
    "textdollar": "$", "textbar": "|", "textless": "<", "textgreater": ">", "textquotesingle": "'",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textendash": "–", "textemdash": "—", "textellipsis": "…", "dots": "…", "ldots": "…", "textbullet": "•",
    "textdegree": "°", "degree": "°", "textregistered": "®", "texttrademark": "™", "textcopyright": "©",
    "copyright": "©", "textmu": "µ", "textpm": "±", "texttimes": "×", "textdiv": "÷", "textsection": "§", "S": "§",
    "P": "¶", "pounds": "£", "textsterling": "£", "texteuro": "€", "euro": "€", "textyen": "¥",
    "textexclamdown": "¡", "textquestiondown": "¿", "guillemotleft": "«", "guillemotright": "»",
    "newline": "\n", "par": "\n", "quad": " ", "space": " ", "slash": "/",
    "pm": "±", "times": "×", "div": "÷", "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠",
    "ne": "≠", "approx": "≈", "sim": "∼", "equiv": "≡", "infty": "∞", "rightarrow": "→", "to": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "uparrow": "↑", "downarrow": "↓", "Rightarrow": "⇒", "sum": "∑", "prod": "∏",
    "partial": "∂", "nabla": "∇", "in": "∈", "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃",
    "circ": "∘", "prime": "′", "ast": "∗", "star": "⋆", "bullet": "•", "dagger": "†", "ddagger": "‡", "mu": "μ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ",
    "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
# Commands that only say how their argument looks.
_LOOKS = {
    "emph", "textit", "textbf", "textrm", "textsf", "texttt", "textsc", "textsl", "textup",
    "textmd", "textnormal", "text", "mbox", "hbox", "mathrm", "mathbf", "mathit", "mathsf",
    "mathcal", "mathbb", "ensuremath", "url", "uppercase", "lowercase", "MakeUppercase", "NoCaseChange", "textsubscript",
    "textsuperscript", "protect", "relax", "em", "it", "bf", "rm", "sf", "tt",
    "sc", "sl", "displaystyle", "textstyle", "scriptstyle", "bfseries", "itshape",
}  # fmt: skip
_SUB = dict(zip("0123456789+-=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ", strict=True))
_SUPER = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_RAISED = re.compile(r"([_^])(?:\{([^{}\\]*)\}|([^\s\\{}]))")
_MATH_WORD = re.compile(r"\\([A-Za-z]+)[ \t\n]*")
_FORMULA = re.compile(r"[\\^_]")
_LETTER = re.compile(r"[A-Za-z]{1,2}|\s*[<>=|]\s*")  # or a sign that text fonts lack
_LONGEST_FORMULA = 200  # characters between two dollars
_ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "\n": r"{\newline}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_TO_ESCAPE = re.compile(r"[\\{}~^\n&%$#_]|`(?=`)|'(?=')")


@dataclass(slots=True)
class _Group:
    """An open brace: where in the output it begins, what to do to its first letter, what to put at its end."""

    start: int
    accent: str = ""
    end: str = ""


def to_text(value: str) -> str:
    """Plain text from LaTeX. Braces go, accents join their letters, known symbols become characters.

    An unknown command stays as it is written, with its argument: nobody can tell whether that is part of what is said.
    """
    return _Reading(value).text() if _NEEDED.search(value) else value


class _Reading:
    """One pass over a value: what came out so far, the braces that are open, and what waits for the next letter."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.out: list[str] = []
        self.groups: list[_Group] = []
        self.accent = ""  # waits for a letter
        self.verbatim = False  # the next brace belongs to an unknown command
        self.quoted = False  # opening quotation marks were there
        self.at = 0

    def text(self) -> str:
        while match := _TOKEN.match(self.value, self.at):
            self.at = match.end()
            word, escaped, special, quotes, plain = match.groups()
            if special == "{":
                self._open()
            elif special == "}":
                self._close()
            elif (word or escaped) in _ACCENTS:
                self.accent, self.verbatim = _ACCENTS[word or escaped], False
            elif not (self.accent and plain and plain.isspace()):
                self._piece(self._read(match.group(), word, escaped, special, quotes), word)
        return "".join(self.out)

    def _open(self) -> None:
        self.out.append("{" if self.verbatim else "")
        self.groups.append(_Group(len(self.out), self.accent, "}" if self.verbatim else ""))
        self.accent, self.verbatim = "", False

    def _close(self) -> None:
        self.verbatim = False
        if self.groups:
            group = self.groups.pop()
            if group.accent:
                _accent_first(self.out, group)
            self.out.append(group.end)

    def _read(
        self, written: str, word: str | None, escaped: str | None, special: str | None, quotes: str | None
    ) -> str:
        if word is not None:
            return _SYMBOLS.get(word, "" if word in _LOOKS else written)
        if escaped is not None:
            return _CHARACTERS.get(escaped, written)
        if special == "$":
            piece, self.at = _math(self.value, self.at)
            return piece
        if special == "~":
            return " "
        if quotes is not None:
            self.quoted = self.quoted or quotes == "``"
            return ("“" if quotes == "``" else "”") if self.quoted else quotes
        return written

    def _piece(self, piece: str, word: str | None) -> None:
        self.verbatim = word is not None and word not in _SYMBOLS and word not in _LOOKS
        if self.accent and piece:
            piece, self.accent = _accented(piece.lstrip(), self.accent), ""
        self.out.append(piece)


def _accented(text: str, accent: str) -> str:
    """The accent on the first letter. A dotless i under an accent is an i."""
    if not text:
        return text
    first = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
    return unicodedata.normalize("NFC", first + accent) + text[1:]


def _accent_first(out: list[str], group: _Group) -> None:
    for place in range(group.start, len(out)):
        if out[place]:
            out[place] = _accented(out[place], group.accent)
            return
    out.append({"\u0303": "~", "\u0302": "^"}.get(group.accent, ""))  # on nothing, these two stand for themselves


def _math(value: str, at: int) -> tuple[str, int]:
    """What stands between two dollars, in characters where that is possible; otherwise as it is written."""
    close = value.find("$", at, at + _LONGEST_FORMULA)
    inside = value[at:close]
    if close < 0 or not (_FORMULA.search(inside) or _LETTER.fullmatch(inside)):
        return "$", at  # money
    plain = _RAISED.sub(_raised, _MATH_WORD.sub(_math_word, inside))
    if _FORMULA.search(plain):
        return value[at - 1 : close + 1], close + 1
    return plain.replace("{", "").replace("}", "").strip(), close + 1


def _math_word(match: re.Match[str]) -> str:
    word = match.group(1)
    return _SYMBOLS.get(word, "" if word in _LOOKS else match.group())


def _raised(match: re.Match[str]) -> str:
    table = _SUB if match.group(1) == "_" else _SUPER
    text = match.group(2) if match.group(2) is not None else match.group(3)
    if all(character in table for character in text):
        return "".join(table[character] for character in text)
    return match.group()


def from_text(value: str) -> str:
    """LaTeX that :func:`to_text` reads as exactly this text. Letters stay as they are; the file is in UTF-8."""
    return _TO_ESCAPE.sub(lambda match: _ESCAPES.get(match.group(), match.group() + "{}"), value)

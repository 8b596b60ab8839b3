"""The words of the interface and their translations: collect, bring up to date, check, compile.

    tools/words.py                      collect the words, bring every catalogue up to date, compile
    tools/words.py missing cy [PART]    list what has no translation, numbered, from files whose path holds PART
    tools/words.py fill cy FILE         take translations from a file: `number|translation`, one a line

Catalogues are compiled here, and the compiled files are committed: nothing has to be built on a machine that only runs this.
Translations of what was reworded are dropped, never guessed from something similar: a wrong sentence is worse than an English one.
Where a language has several plural forms, `fill` takes `one||other`, or all of its forms in their order, parted by `||`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "src/wesaid_web/common/locale"
TEMPLATE = ROOT / "build/wesaid.pot"
PROGRESS = LOCALE / "progress.json"
PLURALS = {
    # Unicode CLDR. Welsh numbers change the word after them in more than one way.
    "cy": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5)", 1),
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)", 1),
}
"""For each language: how many plural forms, which of them a number takes, and the place of the form for one."""
CHECKED = "checked"
"""The comment somebody who speaks the language puts above a translation they have looked at."""
FIXED = datetime(2026, 1, 1, tzinfo=UTC)  # catalogues say nothing of when: the same words make the same file
_HELD = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}|</?[a-z][^>]*>")


def po(code: str) -> Path:
    return LOCALE / code / "LC_MESSAGES/django.po"


def collect() -> Catalog:
    """Every word for people there is in the code, the templates and the data files."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    command = [str(Path(sys.executable).with_name("pybabel")), "--quiet", "extract", "--mapping", "babel.cfg"]
    command += [
        "--keywords",
        "gettext_lazy",
        "--keywords",
        "gettext_noop",
        "--omit-header",
        "--output",
        str(TEMPLATE),
        ".",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def catalogue(code: str) -> Catalog:
    """The translations there are."""
    if not po(code).exists():
        return _empty(code)
    with po(code).open("rb") as file:
        return read_po(file, locale=code)


def _empty(code: str) -> Catalog:
    made = Catalog(
        locale=code, project="wesaid", charset="utf-8", creation_date=FIXED, revision_date=FIXED, fuzzy=False
    )
    made._num_plurals, made._plural_expr, _one = PLURALS[code]
    made.header_comment = (
        f"# Translations ({code}). A comment “{CHECKED}”: looked at by somebody who speaks the language."
    )
    made.last_translator, made.language_team = "", ""
    return made


def update(code: str, words: Catalog) -> Catalog:
    """The translations whose words are still there, in the order of the files they stand in."""
    before, after = catalogue(code), _empty(code)
    for message in words:
        if message.id:
            old = before.get(message.id)
            files = sorted({(file, 0) for file, _line in message.locations})
            comments = old.user_comments if old else ()
            after.add(message.id, old.string if old else None, locations=files, user_comments=comments)
    return after


def save(code: str, words: Catalog) -> None:
    po(code).parent.mkdir(parents=True, exist_ok=True)
    with po(code).open("wb") as file:
        write_po(file, words, width=120, sort_by_file=True, include_lineno=False)
    po(code).with_suffix(".mo").write_bytes(compiled(code))


def compiled(code: str) -> bytes:
    """What a catalogue is for the machine. The same words always make the same bytes."""
    out = BytesIO()
    words = catalogue(code)
    words.creation_date = words.revision_date = FIXED
    for message in words:
        if message.id and not is_written(message):
            message.string = (
                ""  # left out, so that the English is shown; an empty plural form would be shown as nothing
            )
    write_mo(out, words)
    return out.getvalue()


def is_written(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(strings)


def progress(words: Catalog) -> dict[str, object]:
    """How many words and sentences there are; of each language, how many are written and how many were looked at."""
    said = {}
    for code in PLURALS:
        messages = [one for one in catalogue(code) if one.id and is_written(one)]
        said[code] = {
            "written": len(messages),
            "reviewed": sum(CHECKED in " ".join(one.user_comments) for one in messages),
        }
    return {"all": sum(1 for one in words if one.id), "languages": said}


def held(text: str) -> Counter[str]:
    """What is put into a text, and the marks around parts of it."""
    return Counter(_HELD.findall(text))


def faults(message: Message) -> Iterator[str]:
    """What is wrong with a translation: a value that is not there, a mark too many, a form that is missing."""
    if message.fuzzy:
        yield f"{message.id!r}: fuzzy"
    if not message.string or not any(message.string):
        return
    sources = [held(one) for one in (message.id if isinstance(message.id, tuple) else (message.id,))]
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    for string in strings:
        if not string:
            yield f"{message.id!r}: a plural form is missing"
        elif held(string) not in sources:
            yield f"{message.id!r}: holds something else than {string!r}"
        elif isinstance(message.id, str) and _spaced(string, message.id) != string:
            yield f"{message.id!r}: begins or ends with other spaces than {string!r}"


def missing(code: str, part: str) -> Iterator[tuple[int, Message]]:
    """What has no translation, from files whose path holds ``part``; numbered by the place in the collected words."""
    there = catalogue(code)
    with TEMPLATE.open("rb") as file:
        for number, message in enumerate(read_po(file)):
            found = there.get(message.id) if message.id else None
            if message.id and not (found and is_written(found)) and any(part in file for file, _ in message.locations):
                yield number, message


def _spaced(text: str, source: str) -> str:
    """With the spaces the words themselves begin and end with: they are put between others."""
    before, after = source[: len(source) - len(source.lstrip())], source[len(source.rstrip()) :]
    return f"{before}{text.strip()}{after}"


def fill(code: str, file: Path) -> int:
    """Put translations in; those that do not hold what the words hold are refused and told. How many were refused."""
    with TEMPLATE.open("rb") as template:
        by_number = dict(enumerate(read_po(template)))
    there, refused = catalogue(code), 0
    count, _expression, one = PLURALS[code]
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        number, _bar, text = line.partition("|")
        message = there.get(by_number[int(number)].id)
        text = text.strip().replace("\\n", "\n")
        if isinstance(message.id, tuple):
            forms = [form.strip() for form in text.split("||")]
            if len(forms) == 2:
                forms = [forms[0] if place == one else forms[1] for place in range(count)]
            message.string = tuple(forms)
        else:
            message.string = _spaced(text, message.id)
        wrong = [*faults(message)] + (
            ["forms"] if isinstance(message.id, tuple) and len(message.string) != count else []
        )
        if wrong:
            refused += 1
            print(f"{number}: {wrong[0]}")
            message.string = ("",) * count if isinstance(message.id, tuple) else ""
    save(code, there)
    return refused


def everything() -> None:
    """Collect, bring up to date, compile; and write down how far each language is."""
    words = collect()
    for code in PLURALS:
        save(code, update(code, words))
    found = progress(words)
    PROGRESS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"{found['all']} words and sentences; {found['languages']}")


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            everything()
        case ["missing", code, *part]:
            for number, message in missing(code, part[0] if part else ""):
                shown = " || ".join(message.id) if isinstance(message.id, tuple) else message.id
                print(f"{number}|{shown}".replace("\n", "\\n"))
        case ["fill", code, file]:
            refused = fill(code, Path(file))
            everything()
            return 1 if refused else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

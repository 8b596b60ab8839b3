"""What kind of browser somebody uses, as a person would say it. What a browser says about itself is longer, and is not kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

# Browsers claim to be each other, so the first that fits is taken, the one that claims most first.
BROWSERS = (
    ("edge", "Edg", "Edge"),
    ("opera", "OPR/", "Opera"),
    ("samsung", "SamsungBrowser", "Samsung Internet"),
    ("firefox", "Firefox/", "Firefox"),
    ("firefox", "FxiOS", "Firefox"),
    ("chrome", "CriOS", "Chrome"),
    ("chrome", "Chrome/", "Chrome"),
    ("safari", "Safari/", "Safari"),
)
SYSTEMS = (
    ("iphone", "iPhone", "iPhone"),
    ("ipad", "iPad", "iPad"),
    ("android", "Android", "Android"),
    ("windows", "Windows", "Windows"),
    ("mac", "Mac OS X", "Mac"),
    ("chromebook", "CrOS", "Chromebook"),
    ("linux", "Linux", "Linux"),
)
_NAMES = {code: name for code, _sign, name in (*BROWSERS, *SYSTEMS)}


def code_of(user_agent: str) -> str:
    """A browser and a system out of the lists above, as ``firefox.android``; a part that is not known stays empty."""
    parts = (next((code for code, sign, _name in known if sign in user_agent), "") for known in (BROWSERS, SYSTEMS))
    return ".".join(parts)


def words(code: str) -> str:
    """What a person would call it: Firefox on Android."""
    browser, _dot, system = code.partition(".")
    if browser in _NAMES and system in _NAMES:
        return _("%(browser)s on %(system)s") % {"browser": _NAMES[browser], "system": _NAMES[system]}
    return _NAMES.get(browser) or _NAMES.get(system) or _("A browser we do not know")

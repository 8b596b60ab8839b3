"""A QR code as the outline of its dark squares, for a template to draw: nothing inline, no picture to fetch."""

from __future__ import annotations

from dataclasses import dataclass

QUIET = 4  # empty squares around it, as the standard (ISO/IEC 18004) asks for


@dataclass(frozen=True)
class Qr:
    """A QR code: how many squares it is wide with its edge, and the path of everything dark in it."""

    size: int
    path: str


def qr(text: str) -> Qr:
    """The QR code of an address. Up to 15 of 100 squares may be dirty or torn, and it can still be read (level M)."""
    import segno

    rows = [tuple(row) for row in segno.make_qr(text, error="m").matrix]
    runs = []
    for y, row in enumerate(rows, start=QUIET):
        start = None
        for x, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append(f"M{start + QUIET} {y}h{x - start}v1h-{x - start}z")
                start = None
    return Qr(len(rows) + 2 * QUIET, "".join(runs))

"""What a reader can work out about a withheld number, exactly.

A table with its totals is a circulation: people flow from row to column through a cell and back through the
totals, and what flows into each row or column flows out of it. How far one cell could be raised or lowered with
every published number kept is a maximum flow (Ford & Fulkerson 1956, doi:10.4153/CJM-1956-045-5). With whole-number
bounds, every whole number between the two ends is possible, so the answer is exact, not only a bound. Auditing by
the range a reader can work out is usual in cell suppression: Fischetti & Salazar 2000,
doi:10.1080/01621459.2000.10474282.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Arc:
    """One number of a table: it flows from ``tail`` to ``head``, and a reader knows ``low`` to ``high``.

    ``high`` is ``None`` where the reader knows no limit. ``value`` lies between them.
    """

    tail: int
    head: int
    value: int
    low: int
    high: int | None

    @property
    def up(self) -> float:
        """How far the number could lie above what it is, for all the reader knows."""
        return float("inf") if self.high is None else self.high - self.value

    @property
    def down(self) -> int:
        """How far it could lie below."""
        return self.value - self.low


class Network:
    """The numbers of one table as arcs, in the order in which they were given."""

    def __init__(self, nodes: int, arcs: list[Arc]) -> None:
        self.arcs = arcs
        self._around: list[list[int]] = [[] for _ in range(nodes)]
        for number, arc in enumerate(arcs):
            self._around[arc.tail].append(number)
            self._around[arc.head].append(number)

    def could_be(self, number: int, enough: int) -> int:
        """How many different values a reader must think possible for one number, counted up to ``enough``."""
        arc = self.arcs[number]
        most = enough - 1
        up = self._reroute(number, arc.head, arc.tail, min(most, arc.up))
        down = self._reroute(number, arc.tail, arc.head, min(most - up, arc.down))
        return 1 + up + down

    def _reroute(self, without: int, source: int, sink: int, limit: float) -> int:
        """The greatest flow from source to sink, up to ``limit``, by shifting the other numbers."""
        shift = dict.fromkeys(range(len(self.arcs)), 0) if limit > 0 else {}
        sent = 0
        while sent < limit:
            path = self._path(without, source, sink, shift)
            if path is None:
                break
            step = min(limit - sent, *(room for _, _, room in path))
            for number, sign, _ in path:
                shift[number] += sign * int(step)
            sent += int(step)
        return sent

    def _path(self, without: int, source: int, sink: int, shift: dict[int, int]) -> list[tuple[int, int, float]] | None:
        """A shortest way that has room: (number, +1 to raise it or -1 to lower it, by how much)."""
        came: dict[int, tuple[int, int, float, int]] = {}
        queue = [source]
        for node in queue:  # grows while it is read
            for number in self._around[node]:
                arc = self.arcs[number]
                if number == without:
                    continue
                if arc.tail == node:
                    onward, sign, room = arc.head, 1, arc.up - shift[number]
                else:
                    onward, sign, room = arc.tail, -1, float(arc.down + shift[number])
                if room <= 0 or onward in came or onward == source:
                    continue
                came[onward] = (number, sign, room, node)
                if onward == sink:
                    return self._back(came, source, sink)
                queue.append(onward)
        return None

    @staticmethod
    def _back(came: dict[int, tuple[int, int, float, int]], source: int, sink: int) -> list[tuple[int, int, float]]:
        path = []
        node = sink
        while node != source:
            number, sign, room, node = came[node]
            path.append((number, sign, room))
        return path

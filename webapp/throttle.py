"""How often one caller may ask, counted in this process alone."""

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=1)
CALLERS = 1000
"""So many are remembered; the one who has been silent longest is forgotten first."""


class Throttle:
    """At most so many calls of each caller in a minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._calls: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, caller: str, now: datetime) -> bool:
        with self._lock:
            calls = self._calls.setdefault(caller, deque())
            self._calls.move_to_end(caller)
            while len(self._calls) > CALLERS:
                self._calls.popitem(last=False)
            while calls and calls[0] <= now - WINDOW:
                calls.popleft()
            if len(calls) >= self._most:
                return False
            calls.append(now)
            return True

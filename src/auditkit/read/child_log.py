"""How far reading one document is: told to the coordinator, and kept for a second try.

A child that dies says nothing, so it tells each step before it takes it, and writes each
page to a file when it is done. The next child takes the pages from there, and does not do
again what killed the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from auditkit.read.pages import Page

StepName = Literal["open", "text", "tables", "render", "ocr", "convert", "layout"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of reading; ``page`` is None for those of the whole document."""

    name: StepName
    page: int | None = None


class PageLog:
    """What is done, what must not be tried again, and whom to tell.

    Without arguments it keeps and tells nothing: that is reading without a sandbox.

    Example:
        >>> log = PageLog(failed={Step(name="ocr", page=2): "time"})
        >>> log.begin("ocr", 1), log.begin("ocr", 2), log.problem(2)
        (True, False, 'time')
    """

    def __init__(
        self,
        *,
        failed: Mapping[Step, str] | None = None,
        given_up: bool = False,
        kept: Iterable[Page] = (),
        tell: Callable[[Step], None] | None = None,
        keep: Callable[[Page], None] | None = None,
    ) -> None:
        self._failed = dict(failed or {})
        self._given_up = given_up
        self._kept = {page.number: page for page in kept}
        self._tell, self._keep = tell, keep

    def begin(self, name: StepName, page: int | None = None) -> bool:
        """Tell that a step begins; False if it must not, because it killed a child before."""
        step = Step(name=name, page=page)
        if step in self._failed or (self._given_up and page is not None):
            return False
        if self._tell is not None:
            self._tell(step)
        return True

    def problem(self, page: int) -> str:
        """Return why a step of a page was not taken."""
        causes = (cause for step, cause in self._failed.items() if step.page == page)
        return next(causes, "not tried, after others that failed")

    def keep(self, page: Page) -> None:
        """Keep a page that is done; a later one of the same number replaces it."""
        if self._keep is not None:
            self._keep(page)

    def kept(self, number: int) -> Page | None:
        """Return a page that an earlier child had done."""
        return self._kept.get(number)


NO_LOG = PageLog()

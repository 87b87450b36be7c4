"""Processes that share the work: they are given chunks of it, and give what they made in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self, TypeVar

from edition.press.shop import Shop

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

CHUNK = 16
Progress = Callable[[str, int, int], None]
Given = TypeVar("Given")
Made = TypeVar("Made")


class Workers:
    """Processes that share the shop's making; there are none before more than one is needed."""

    def __init__(self, shop: Shop, jobs: int) -> None:
        self.shop = shop
        self.jobs = jobs

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if "_pool" in vars(self):
            self._pool.shutdown(cancel_futures=True)

    def map(
        self,
        work: Callable[[Shop, Sequence[Given]], list[Made]],
        chunks: Sequence[Sequence[Given]],
    ) -> Iterator[list[Made]]:
        """The work done on each chunk, in order."""
        if self.jobs < 2 or len(chunks) < 2:
            return map(partial(work, self.shop), chunks)
        return self._pool.map(partial(_here, work), chunks)

    @cached_property
    def _pool(self) -> ProcessPoolExecutor:
        # Slow to load, and not needed where little is to be done.
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_all_start_methods, get_context

        _ = self.shop.grammar, self.shop.engine  # before the workers are there, who share them then
        method = "fork" if "fork" in get_all_start_methods() else "spawn"
        return ProcessPoolExecutor(self.jobs, get_context(method), _open, (self.shop,))


_opened: list[Shop] = []
"""The shop of this process."""


def _open(shop: Shop) -> None:
    """Opens a process's own shop: what is loaded once serves for all its work."""
    _opened[:] = [shop]


def _here(
    work: Callable[[Shop, Sequence[Given]], list[Made]], given: Sequence[Given]
) -> list[Made]:
    """Work done in the shop of this process."""
    return work(_opened[0], given)


def each(
    work: Callable[[Shop, Sequence[Given]], list[Made]],
    given: Sequence[Given],
    workers: Workers,
    said: Callable[[int], None],
) -> Iterator[Made]:
    """The work done on all that is given, in chunks, in order; other processes begin at once."""
    chunks = [given[start : start + CHUNK] for start in range(0, len(given), CHUNK)]
    return _counted(workers.map(work, chunks), said)


def _counted(chunks: Iterator[list[Made]], said: Callable[[int], None]) -> Iterator[Made]:
    done = 0
    for made in chunks:
        done += len(made)
        said(done)
        yield from made

"""Processes that trainings run in, side by side. No Django: a process loads only what it computes with."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from threading import Thread


@contextmanager
def process_pool(most: int) -> Iterator[ProcessPoolExecutor]:
    """As many processes as there are cores, but no more than `most`; whatever ends the block early ends them too."""
    with ProcessPoolExecutor(
        max_workers=min(os.cpu_count() or 1, most),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_tie_to_parent,
    ) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def _tie_to_parent() -> None:
    """In a process of the pool: leave interrupts to the parent, and end when it ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent, "a process of a pool has a parent"
    Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)

"""Processes that trainings run in end with whoever began them."""

import multiprocessing
import os
import select
import signal
import subprocess
import sys
import time
from multiprocessing.connection import wait

import pytest

from scoring.training.processes import process_pool

HOURS = 3_600.0
ORPHANS = """
import os, time
from scoring.training.processes import process_pool
if __name__ == "__main__":
    with process_pool(1) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        pool.submit(time.sleep, 3600)
        time.sleep(3600)
"""


class TestProcessPool:
    def test_computes_elsewhere(self) -> None:
        with process_pool(1) as pool:
            assert pool.submit(os.getpid).result() != os.getpid()

    def test_ends_its_processes_when_the_command_is_ended(self) -> None:
        with pytest.raises(KeyboardInterrupt):
            self.be_ended_in_the_middle()
        assert wait([self.child.sentinel], timeout=60)  # `is_alive` errs for a moment where two threads wait

    def be_ended_in_the_middle(self) -> None:
        with process_pool(1) as pool:
            pid = pool.submit(os.getpid).result()
            self.child = next(child for child in multiprocessing.active_children() if child.pid == pid)
            pool.submit(time.sleep, HOURS)
            raise KeyboardInterrupt

    @pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")
    def test_leaves_no_process_behind_when_the_command_is_killed(self) -> None:
        with subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True) as command:
            assert command.stdout
            child = os.pidfd_open(int(command.stdout.readline()))
            command.send_signal(signal.SIGKILL)
        ended, _, _ = select.select([child], [], [], 60)
        os.close(child)
        assert ended

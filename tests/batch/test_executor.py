"""Who works at a time: as many threads compute as there are workers, and one more may store."""

import threading

from analysis.batch.executor import Task, computing, run_tasks

WORKERS = 2


class Counter:
    """How many are inside, and how many there were at most."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now = self.most = 0

    def __enter__(self) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.now -= 1


def test_as_many_compute_as_there_are_workers_while_one_more_stores() -> None:
    busy, computes = Counter(), Counter()
    stores = threading.Barrier(WORKERS + 1, timeout=30)

    def work(number: int) -> int:
        with busy:
            with computing(), computes:
                threading.Event().wait(0.01)
            stores.wait()  # passes only when all threads have come here: none holds a turn
        return number

    tasks = [Task(str(n), str(n), work, (n,)) for n in range(2 * (WORKERS + 1))]
    ended = list(run_tasks(tasks, WORKERS))
    assert sorted(one.result for one in ended) == list(range(len(tasks)))
    assert computes.most == WORKERS
    assert busy.most == WORKERS + 1

"""Work that outlives a request, through Django's tasks interface.

In process by default: one thread takes the tasks one after the other. A task is told ids only, and can be started again
after a crash: what it has done is in the database, not here. With many processes a database-backed backend can be named
in ``WESAID_TASKS`` without changing any caller.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from django.db import close_old_connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult
from django_tasks.utils import get_random_id

logger = logging.getLogger(__name__)
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wesaid-task")


class InProcessBackend(BaseTaskBackend):
    """Runs each task in a thread of this process once the transaction that asked for it has been saved."""

    supports_async_task = False
    supports_get_result = False

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        transaction.on_commit(lambda: _thread.submit(partial(_run, task, args, kwargs)))
        return result


def _run(task: Task[Any, Any], args: Any, kwargs: Any) -> None:
    close_old_connections()
    try:
        task.call(*args, **kwargs)
    except Exception:
        # The task's own row says that it did not finish; the operator finds the cause here.
        logger.exception("task %s did not finish", task.name)
    finally:
        close_old_connections()


def finish_all() -> None:
    """Wait for the tasks that have started. For an orderly stop of the server."""
    _thread.shutdown(wait=True)

"""Run one job in a worker process, and say what it does.

A job is a module-level function `work(task, report)` named "package.module.function" that returns a JSON-ready dict.
The worker reads untrusted files, so only JSON comes back over one pipe, bounded in size; nothing that it sends is
ever unpickled. Whatever happens to the worker, a job ends in exactly one Finished, Failed or Cancelled.

    job = Job("core.worker.inspect_model.work", {"path": "model.onnx"})
    for event in job.events(): ...        # never blocks: for a window's timer
    result = run_to_end(job, print)       # blocks: for the command line
"""

from core.jobs.events import Cancelled, Event, Failed, Finished, Limits, Progress
from core.jobs.job import Job, run_to_end
from core.jobs.worker import JobCancelled, Reporter

__all__ = [
    "Cancelled",
    "Event",
    "Failed",
    "Finished",
    "Job",
    "JobCancelled",
    "Limits",
    "Progress",
    "Reporter",
    "run_to_end",
]

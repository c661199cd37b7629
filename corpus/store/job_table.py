"""Durable jobs: what editors and schedules ask for, taken one at a time by a worker."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, or_, select, update

from corpus.store.database import reading, writing
from corpus.store.tables import job_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Engine

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
VANISHED = {"error": f"Its worker vanished {MOST_ATTEMPTS} times."}


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands; `state` is queued, running, done, failed or cancelled."""

    id: int
    kind: str
    argument: Mapping[str, Any]
    state: str
    created: datetime
    started: datetime | None
    finished: datetime | None
    progress: Mapping[str, Any]
    report: Mapping[str, Any] | None
    attempts: int
    worker: str | None
    lease_until: datetime | None


COLUMNS = [job_table.c[field.name] for field in fields(Job)]


class JobTable:
    """The jobs, in the order they were asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def enqueue(self, kind: str, argument: Mapping[str, Any] | None = None) -> Job:
        """Ask for a job; it is durable when this returns. One that waits already is not doubled."""
        row = {"kind": kind, "argument": dict(argument or {}), "created": datetime.now(UTC)}
        same = (job_table.c.kind == kind, job_table.c.argument == row["argument"])
        waiting = select(*COLUMNS).where(job_table.c.state == "queued", *same)
        with writing(self._engine) as connection:
            if found := connection.execute(waiting).first():
                return Job(**found._asdict())
            made = connection.execute(insert(job_table).values(row).returning(*COLUMNS)).one()
        return Job(**made._asdict())

    def take(self, worker: str, lease: timedelta = LEASE) -> Job | None:
        """Take the next job, or None while there is none or another one runs.

        A job whose worker let its lease run out is taken again, or fails after three tries.
        """
        now = datetime.now(UTC)
        values = {
            "state": "running",
            "worker": worker,
            "started": func.coalesce(job_table.c.started, now.isoformat(timespec="microseconds")),
            "attempts": job_table.c.attempts + 1,
            "lease_until": now + lease,
        }
        with writing(self._engine) as connection:
            _release_orphans(connection, now)
            running = select(job_table.c.id).where(job_table.c.state == "running")
            if connection.execute(running).first():
                return None
            queued = select(func.min(job_table.c.id)).where(job_table.c.state == "queued")
            chosen = update(job_table).where(job_table.c.id == queued.scalar_subquery())
            taken = connection.execute(chosen.values(values).returning(*COLUMNS)).first()
        return Job(**taken._asdict()) if taken else None

    def release(self, job: Job) -> bool:
        """Queue a running job again whose worker is known to be gone, or fail it for good."""
        if job.attempts >= MOST_ATTEMPTS:
            return self._change(job, _vanished(datetime.now(UTC)))
        return self._change(job, {"state": "queued", "worker": None, "lease_until": None})

    def heartbeat(
        self, job: Job, progress: Mapping[str, Any] | None = None, lease: timedelta = LEASE
    ) -> bool:
        """Renew the lease; False means stop: the job was cancelled or taken by another worker."""
        values: dict[str, Any] = {"lease_until": datetime.now(UTC) + lease}
        if progress is not None:
            values["progress"] = dict(progress)
        return self._change(job, values)

    def finish(self, job: Job, state: str, report: Mapping[str, Any]) -> bool:
        """End a running job as done or failed; False if it is no longer this worker's."""
        values = {"state": state, "report": dict(report), "finished": datetime.now(UTC)}
        return self._change(job, {**values, "lease_until": None})

    def cancel(self, job_id: int) -> bool:
        """Cancel a job that is queued or running; its worker learns it by heartbeat."""
        open_states = job_table.c.state.in_(("queued", "running"))
        cancelled = update(job_table).where(job_table.c.id == job_id, open_states)
        values = {"state": "cancelled", "finished": datetime.now(UTC), "lease_until": None}
        with writing(self._engine) as connection:
            return connection.execute(cancelled.values(values)).rowcount > 0

    def job(self, job_id: int) -> Job | None:
        """Return one job, or None when there is none of that id."""
        with reading(self._engine) as connection:
            row = connection.execute(select(*COLUMNS).where(job_table.c.id == job_id)).first()
        return Job(**row._asdict()) if row else None

    def jobs(self, limit: int = 50) -> list[Job]:
        """Return the newest jobs, newest first."""
        newest = select(*COLUMNS).order_by(job_table.c.id.desc()).limit(limit)
        with reading(self._engine) as connection:
            return [Job(**row._asdict()) for row in connection.execute(newest)]

    def _change(self, job: Job, values: Mapping[str, Any]) -> bool:
        own = (job_table.c.state == "running", job_table.c.worker == job.worker)
        changed = update(job_table).where(
            job_table.c.id == job.id, job_table.c.attempts == job.attempts, *own
        )
        with writing(self._engine) as connection:
            return connection.execute(changed.values(values)).rowcount > 0


def _release_orphans(connection: Connection, now: datetime) -> None:
    expired = or_(job_table.c.lease_until < now, job_table.c.lease_until.is_(None))
    orphans = update(job_table).where(job_table.c.state == "running", expired)
    hopeless = job_table.c.attempts >= MOST_ATTEMPTS
    connection.execute(orphans.where(hopeless).values(_vanished(now)))
    connection.execute(orphans.values(state="queued", worker=None, lease_until=None))


def _vanished(now: datetime) -> dict[str, Any]:
    return {"state": "failed", "finished": now, "report": VANISHED, "lease_until": None}

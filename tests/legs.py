"""Runs the tests on every database and service that is there: ``python -m tests.legs [--prove]``.

Two runs of pytest, each on two processes: first PostgreSQL (when it answers), then SQLite with the browser and
Elasticsearch (when they answer). The SQLite run comes last because it is the fullest, and its summary closes the
output; what happened to the other legs is repeated above it. A leg without its service is named;
``REQUIRE_SERVICES=1`` makes that a failure.
"""

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass

from tests import services

PYTEST = [sys.executable, "-m", "pytest", "-n", os.environ.get("TEST_PROCESSES", "2"), "--create-db"]


@dataclass(frozen=True)
class Run:
    """One run of pytest: the marks it selects and what it adds to the environment."""

    name: str
    marks: str
    environment: dict[str, str]


def plan(*, prove: bool, postgresql: bool) -> list[Run]:
    """The runs in their order. The browser and Elasticsearch do not depend on the database: SQLite drives them."""
    selected = "prove" if prove else "not prove"
    profile = {"HYPOTHESIS_PROFILE": "prove" if prove else "gate"}
    runs = [Run("SQLite", selected, profile | {"DATABASE_URL": ""})]
    if postgresql:
        marks = f"{selected} and not browser and not elasticsearch"
        runs.insert(0, Run("PostgreSQL", marks, profile | {"DATABASE_URL": services.POSTGRES_URL}))
    return runs


def describe_missing(found: list[services.Service]) -> list[str]:
    """A line for each leg whose service is not there."""
    return [f"leg {service.name}: NOT RUN, {service.reason}" for service in found if not service.present]


def run_legs(runs: list[Run], notes: list[str]) -> list[str]:
    """Run pytest once per run; returns the names of the runs that failed."""
    failed = []
    for run in runs:
        print(f"\n── {run.name} " + "─" * (96 - len(run.name)), flush=True)
        environment = os.environ | run.environment | {"LEG_NOTES": "\n".join(notes)}
        code = subprocess.run([*PYTEST, "-m", run.marks], env=environment, check=False).returncode
        if code:
            failed.append(run.name)
        notes.append(f"leg {run.name}: {'FAILED' if code else 'passed'}")
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the tests on every database and service that is there.")
    parser.add_argument("--prove", action="store_true", help="the long proofs instead of the gate's tests")
    prove = parser.parse_args().prove
    found = [services.postgresql(), services.elasticsearch(), services.browser()]
    missing = describe_missing(found)
    required = os.environ.get("REQUIRE_SERVICES", "") not in {"", "0"}
    notes = [line + (" (REQUIRE_SERVICES is set: this fails)" if required else "") for line in missing]
    failed = run_legs(plan(prove=prove, postgresql=found[0].present), notes)
    return 1 if failed or (missing and required) else 0


if __name__ == "__main__":
    sys.exit(main())

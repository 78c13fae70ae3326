"""What stands around the server: the queue's upkeep, preparation, health and public files."""

import http.server
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config import preparation, processes
from config.management.commands.run_site import check_port
from config.preparation import prepare
from config.processes import Announcement, server_child, upkeep_chores, worker_child
from config.tasks_upkeep import ENDED_WITH_WORKER, prune_results, reap_tasks


def make_result(**changes: Any) -> DBTaskResult:
    values: dict[str, Any] = {
        "status": TaskResultStatus.RUNNING,
        "started_at": timezone.now(),
        "args_kwargs": {"args": [], "kwargs": {}},
        "task_path": "directory.rosters.tasks.apply",
        "backend_name": "jobs",
        "run_after": timezone.now(),
        "worker_ids": ["worker-a-1"],
        "exception_class_path": "",
        "traceback": "",
    }
    return DBTaskResult.objects.create(id=uuid.uuid4(), **values | changes)


def status(result: DBTaskResult) -> str:
    result.refresh_from_db()
    return result.status


@pytest.mark.django_db
def test_a_task_running_too_long_waits_again(settings: Any) -> None:
    late = make_result(started_at=timezone.now() - settings.TASK_LIMIT - timedelta(seconds=1))
    fresh = make_result(started_at=timezone.now() - settings.TASK_LIMIT + timedelta(seconds=30))
    assert reap_tasks().returned == 1
    assert (status(late), status(fresh)) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    assert late.started_at is None


@pytest.mark.django_db
def test_the_task_of_a_dead_worker_waits_again_at_once() -> None:
    dead, other = make_result(worker_ids=["x", "worker-a-1"]), make_result(worker_ids=["worker-a-1", "worker-b-1"])
    assert reap_tasks(worker="worker-a-1").returned == 1
    assert (status(dead), status(other)) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@pytest.mark.django_db
def test_a_task_that_kills_its_workers_fails_in_the_end(settings: Any) -> None:
    result = make_result(worker_ids=[f"worker-{number}" for number in range(settings.TASK_ATTEMPTS)])
    assert reap_tasks(worker="worker-").failed == 1
    assert status(result) == TaskResultStatus.FAILED
    assert result.traceback == ENDED_WITH_WORKER
    assert result.finished_at is not None


@pytest.mark.django_db
def test_old_results_are_deleted_and_recent_ones_kept() -> None:
    ended = {"status": TaskResultStatus.SUCCESSFUL}
    make_result(**ended, finished_at=timezone.now() - timedelta(days=15))
    kept = make_result(**ended, finished_at=timezone.now() - timedelta(days=13))
    running = make_result(started_at=timezone.now() - timedelta(days=30))
    assert prune_results() == 1
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {kept.pk, running.pk}


@pytest.mark.django_db
def test_the_reaping_command_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    make_result()
    call_command("reap_tasks", "--worker", "worker-a")
    assert "returned 1, failed 0" in capsys.readouterr().out


def test_every_start_of_the_worker_has_its_own_name() -> None:
    child = worker_child()
    first, second = list(child.command()), list(child.command())
    assert child.restart
    assert first[:-1] == second[:-1]
    assert first[-1] != second[-1]
    assert first[-1].startswith(child.name)
    assert len(first[-1]) <= 64
    assert {"db_worker", "jobs", "--no-reload"} <= set(first)


def test_the_server_is_essential() -> None:
    assert not server_child().restart
    assert {chore.name for chore in upkeep_chores()} == {
        "reap tasks",
        "prune results",
        "send_waiting_messages",
        "check_index",
        "clearsessions",
    }


def test_a_command_that_exits_does_not_end_the_chores(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(name: str, *arguments: str, **options: Any) -> None:
        raise SystemExit(int(arguments[0]))

    monkeypatch.setattr(processes, "call_command", leave)
    monkeypatch.setattr(processes, "close_old_connections", lambda: None)
    processes._run_command("check_index", "0")
    with pytest.raises(RuntimeError, match="check_index ended with 1"):
        processes._run_command("check_index", "1")


def test_every_command_named_in_the_settings_exists(settings: Any) -> None:
    named = {*settings.COMMANDS_AFTER_MIGRATING, *(entry[1] for entry in settings.PERIODIC_COMMANDS), "create_demo"}
    assert named <= set(get_commands())


@pytest.mark.django_db
def test_preparing_loads_the_demo_world_once(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A database with people or agencies is left alone; without DEMO nothing is loaded."""
    settings.STATIC_ROOT = tmp_path / "static"
    called: list[str] = []
    monkeypatch.setattr(preparation, "call_command", lambda name, **options: called.append(name))

    for demo, fresh, migrating, expected in [
        (True, True, True, ["migrate", "create_groups", "rebuild_index", "create_demo"]),
        (True, True, False, ["create_demo"]),
        (True, False, False, []),
        (False, True, False, []),
        (False, True, True, ["migrate", "create_groups", "rebuild_index"]),
    ]:
        settings.DEMO = demo
        monkeypatch.setattr(preparation, "_migrations_wait", lambda migrating=migrating: migrating)
        monkeypatch.setattr(preparation, "_is_fresh", lambda fresh=fresh: fresh)
        called.clear()
        prepare(tell=lambda line: None)
        assert called == expected
    assert (tmp_path / "static").is_dir()


@pytest.mark.django_db
def test_a_database_with_a_person_is_not_fresh(django_user_model: Any) -> None:
    django_user_model.objects.all().delete()
    assert preparation._is_fresh()
    django_user_model.objects.create_user(email="somebody@example.org", password="long enough 2026")
    assert not preparation._is_fresh()


@pytest.mark.django_db
def test_migrations_wait_only_when_one_is_not_applied(django_assert_max_num_queries: Any) -> None:
    assert not preparation._migrations_wait()


def test_a_taken_port_is_named() -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    try:
        with pytest.raises(CommandError, match=rf"Port {server.server_port} cannot be used"):
            check_port("127.0.0.1", server.server_port)
    finally:
        server.server_close()


class Answer(http.server.BaseHTTPRequestHandler):
    """Answers with the code the server was given."""

    def do_GET(self) -> None:
        self.send_response(self.server.code)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the overridden method's name
        return


@pytest.fixture
def answering() -> Iterator[http.server.HTTPServer]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    server.code = 200  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_the_address_is_told_when_the_first_page_comes(answering: http.server.HTTPServer) -> None:
    told: list[str] = []
    assert Announcement("127.0.0.1", answering.server_port, demo=True, tell=told.append)()
    assert f"http://localhost:{answering.server_port}/" in told[0]
    assert "/demo/" in told[1]


def test_a_failing_first_page_is_told(answering: http.server.HTTPServer) -> None:
    answering.code = 500  # type: ignore[attr-defined]
    told: list[str] = []
    assert Announcement("127.0.0.1", answering.server_port, demo=False, tell=told.append)()
    assert "answers 500" in told[0]


def test_nothing_is_told_before_the_server_answers() -> None:
    told: list[str] = []
    assert not Announcement("127.0.0.1", 1, demo=False, tell=told.append)()
    assert told == []


@pytest.mark.django_db
def test_health(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/healthz").status_code == 405


@pytest.fixture
def media(settings: Any) -> Path:
    root = Path(settings.MEDIA_ROOT)
    for name in ("images/logo.svg", "claims/proof.pdf", "documents/secret.pdf"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return root


def test_public_pictures_are_served_without_any_right(client: Client, media: Path) -> None:
    answer = client.get("/media/images/logo.svg")
    assert answer.status_code == 200
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"<svg")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path",
    ["claims/proof.pdf", "documents/secret.pdf", "images/../claims/proof.pdf", "images/", "images/none.svg", "imagesx"],
)
@pytest.mark.django_db
def test_private_uploads_are_not_there(path: str, client: Client, media: Path) -> None:
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.django_db
def test_the_admin_has_its_own_policy(client: Client) -> None:
    admin = client.get("/admin/", follow=False)["Content-Security-Policy"]
    page = client.get("/account/login/", follow=True)["Content-Security-Policy"]
    assert "'unsafe-inline'" in admin
    assert "'unsafe-inline'" not in page
    assert "script-src 'self'" in page

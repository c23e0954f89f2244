"""What `make run` does before the site answers, as far as it needs no network."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import static_files

ROOT = Path(__file__).resolve().parents[2]
LOCK = "requirements.txt"


@pytest.fixture
def checkout(tmp_path):
    """A checkout whose packages are installed already."""
    for folder in ("deploy", ".venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "deploy/environment.sh", tmp_path / "deploy")
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    for lock in (tmp_path / LOCK, tmp_path / ".venv" / LOCK):
        lock.write_text("django==5.2\n")
    return tmp_path


def set_up(checkout, *arguments, **environment):
    environment = {"PATH": os.environ["PATH"], "PYTHON": sys.executable} | environment
    return subprocess.run(
        ["sh", checkout / "deploy/environment.sh", *arguments, LOCK],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
    )


def make_program(path, script):
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_secret_key_is_written_once_for_its_owner_alone(checkout):
    first = set_up(checkout)
    written = (checkout / ".env").read_text()
    set_up(checkout)

    assert first.returncode == 0, first.stderr
    assert len(written.strip().removeprefix("SECRET_KEY=")) >= 50
    assert (checkout / ".env").read_text() == written
    assert (checkout / ".env").stat().st_mode & 0o077 == 0


def test_settings_that_are_there_are_kept(checkout):
    (checkout / ".env").write_text("TIME_ZONE=Asia/Seoul")

    set_up(checkout)

    lines = (checkout / ".env").read_text().splitlines()
    assert lines[0] == "TIME_ZONE=Asia/Seoul"
    assert lines[-1].startswith("SECRET_KEY=")


def test_secret_key_of_the_environment_needs_no_file(checkout):
    set_up(checkout, SECRET_KEY="from elsewhere")

    assert not (checkout / ".env").exists()


def test_port_in_use_is_told_before_anything_else(checkout):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ended = set_up(checkout, "--port", PORT=port)

    assert ended.returncode != 0
    assert f"port {port} cannot be used" in ended.stderr
    assert "make run PORT=8001" in ended.stderr
    assert not (checkout / ".env").exists()


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80.5", "99999999999"])
def test_port_that_is_none_is_told(checkout, port):
    ended = set_up(checkout, "--port", PORT=port)

    assert ended.returncode != 0
    assert "from 1 to 65535" in ended.stderr


def test_old_python_is_told(checkout, tmp_path):
    (checkout / ".venv" / LOCK).unlink()
    old = make_program(tmp_path / "python3.9", '[ "$1" = --version ] && echo Python 3.9.2')

    ended = set_up(checkout, PYTHON=old)

    assert ended.returncode != 0
    assert "Python 3.9.2; Python 3.11 or newer is needed" in ended.stderr


def test_python_without_venv_is_told(checkout, tmp_path):
    (checkout / ".venv" / LOCK).unlink()
    (checkout / ".venv/bin/python").unlink()
    bare = make_program(
        tmp_path / "python3",
        f'case "$*" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac',
    )

    ended = set_up(checkout, PYTHON=bare)

    assert ended.returncode != 0
    assert "sudo apt install python3-venv" in ended.stderr


def test_static_files_are_collected_again_only_when_a_source_changes(settings, tmp_path):
    source = tmp_path / "sources" / "site.css"
    source.parent.mkdir()
    source.write_text("body {}")
    settings.STATICFILES_DIRS = [source.parent]
    settings.STATIC_ROOT = tmp_path / "collected"
    assert not static_files.are_collected()

    static_files.collect()
    assert static_files.are_collected()

    source.write_text("body { margin: 0 }")
    assert not static_files.are_collected()


def test_half_written_static_file_is_replaced(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "collected"
    half_written = settings.STATIC_ROOT / "favicon.svg"
    half_written.parent.mkdir()
    half_written.write_text("<svg")

    static_files.collect()

    assert half_written.read_bytes() == (ROOT / "static/favicon.svg").read_bytes()

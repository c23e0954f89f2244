"""`manage.py prepare`, which stands between the packages and the server in `make run`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def prepare(tmp_path):
    """Run the command as `make run` does, in a process and a newsroom of its own."""

    def prepare(**variables):
        return subprocess.run(
            [sys.executable, "manage.py", "prepare"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "SECRET_KEY": "only for this test",
                "DATABASE_URL": f"sqlite:///{tmp_path}/news.sqlite3",
                "MEDIA_ROOT": str(tmp_path / "media"),
                "DEMO": "0",
            }
            | variables,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return prepare


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("DATABASE_URL", "sqlite:////no/such/folder/news.sqlite3"),
        ("DATABASE_URL", "sqlite://"),
        ("MEDIA_ROOT", "/dev/null/media"),
        ("MEDIA_URL", "media"),
        ("LANGUAGE_CODE", "klingon"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("LOG_LEVEL", "LOUD"),
        ("PORT", "70000"),
        ("ALLOWED_HOSTS", "https://news.example"),
    ],
)
def test_wrong_setting_is_refused_in_one_sentence(prepare, name, value):
    ended = prepare(**{name: value})

    assert ended.returncode != 0
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count("\n") == 1

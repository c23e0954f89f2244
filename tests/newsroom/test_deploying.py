"""What servers run, as far as a machine without systemd and Docker can tell."""

import re
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from configparser import RawConfigParser
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from threading import Event

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from tests import servers

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "deploy/systemd").iterdir())
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
# `manage.py drain_views --watch`, and where a unit is named after its command, %i.
COMMAND = re.compile(r"manage\.py (?P<name>[\w%]+)(?P<options>(?: [-/\w.:]+)*)")
WORKERS = ("drain_views", "develop_photos")


def unit(path):
    """Return a unit as `{section: {setting: value}}`; of two settings alike, the last."""
    parser = RawConfigParser(strict=False, delimiters="=")
    parser.optionxform = str
    parser.read_string(path.read_text())
    return parser


def accepts(command, options):
    """Tell whether a command of the project takes these options."""
    parser = load_command_class(get_commands()[command], command).create_parser(
        "manage.py", command
    )
    return parser.parse_args(options.split())


@pytest.mark.parametrize("worker", WORKERS)
def test_worker_stays_when_its_unit_asks_it_to(worker):
    start = unit(ROOT / "deploy/systemd/newsroom-worker@.service")["Service"]["ExecStart"]
    found = COMMAND.search(start.replace("%i", worker))

    assert accepts(found["name"], found["options"]).watch


@pytest.mark.parametrize("path", [each for each in UNITS if each.suffix == ".timer"], ids=str)
def test_timer_runs_a_command_of_the_site(path):
    runs = re.fullmatch(r"newsroom-command@(\w+)\.service", unit(path)["Timer"]["Unit"])

    assert runs[1] in get_commands()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed.")
def test_systemd_takes_the_units(tmp_path):
    for path in UNITS:
        text = path.read_text().replace("/srv/newsroom/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text)
    # What a timer starts is looked at with it.
    names = [path.name for path in UNITS if "@" not in path.name]

    verified = subprocess.run(
        ["systemd-analyze", "verify", "newsroom-worker@drain_views.service", *names],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert verified.stderr == ""
    assert verified.returncode == 0


def test_image_is_made_of_files_that_are_there():
    lines = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    ignored = (ROOT / ".dockerignore").read_text().split()
    copied = re.findall(r"^COPY (.+) \S+$", lines, re.MULTILINE)
    installed = re.findall(r"--requirement (\S+)", lines)

    assert copied[-1] == "."
    assert set(copied[0].split()) == set(installed) == {"requirements.txt", "requirements-prod.txt"}
    for name in [*installed, "deploy/gunicorn.conf.py", "deploy/nginx.conf"]:
        assert (ROOT / name).is_file()
        assert name.split("/")[0] not in ignored


@pytest.mark.parametrize("name", [name for name in SERVICES if "build" in SERVICES[name]])
def test_service_runs_commands_of_the_site_with_its_settings(name):
    service = SERVICES[name]
    command = service.get("command", "")
    text = command if isinstance(command, str) else " ".join(command)
    known = "".join(
        (ROOT / path).read_text()
        for path in ("newsroom/settings.py", "deploy/gunicorn.conf.py", "newsroom/management"
                     "/commands/prepare.py")
    )  # fmt: skip

    assert COMMAND.search(text) or name == "web"
    for found in COMMAND.finditer(text):
        assert found["name"] in get_commands()
        accepts(found["name"], found["options"])
    for variable in service["environment"]:
        assert f'"{variable}"' in known


def test_services_wait_for_and_share_what_there_is():
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)
        for volume in service.get("volumes", ()):
            assert volume.split(":")[0] in COMPOSE["volumes"]
    assert set(WORKERS) <= set(re.findall(r"\w+", str(SERVICES)))


@pytest.mark.django_db(transaction=True)
def test_reload_drops_no_request(collected):
    is_over, statuses = Event(), []
    with (
        servers.gunicorn(WEB_WORKERS=2, STATIC_ROOT=collected) as web,
        ThreadPoolExecutor(3) as readers,
    ):
        asking = [readers.submit(_ask, web.port, is_over, statuses) for _ in range(3)]
        try:
            _reload(web, statuses)
            _reload(web, statuses)
        finally:
            is_over.set()
        for each in asking:
            each.result()

    assert set(statuses) == {HTTPStatus.OK}


def _reload(web, statuses):
    """Have gunicorn take a new release; wait until no former worker is left and others answer."""
    former = set(servers.workers_of(web))
    web.send_signal(signal.SIGHUP)
    servers.wait_until(lambda: len(now := servers.workers_of(web)) == 2 and former.isdisjoint(now))
    enough = len(statuses) + 10
    servers.wait_until(lambda: len(statuses) > enough)


def _ask(port, is_over, statuses):
    """Ask for a small page on connections of its own, as nginx does, and note all statuses."""
    while not is_over.is_set():
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/healthz", headers={"Connection": "close"})
        statuses.append(connection.getresponse().status)
        connection.close()

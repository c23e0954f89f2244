#!/bin/sh
# Make .venv with the packages of the given locks, and .env with a secret key, where missing.
#
#   deploy/environment.sh [--port] requirements.txt [requirements-dev.txt]
#
# With --port it first makes sure that $PORT is free. It can be stopped at any point and run again:
# a step that was not finished is done anew, and what is there already is kept.
set -eu
cd "$(dirname "$0")/.."

stop() {
    printf 'newsroom: %s\n' "$@" >&2
    exit 1
}

trap 'stop "Stopped. Nothing is lost: the same command goes on from here."' INT TERM

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        command -v "$PYTHON" >/dev/null || stop "There is no Python at PYTHON=$PYTHON."
        is_new_enough "$PYTHON" ||
            stop "PYTHON=$PYTHON is $("$PYTHON" --version 2>&1); Python 3.11 or newer is needed."
        return
    fi
    for PYTHON in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$PYTHON" >/dev/null && is_new_enough "$PYTHON"; then return; fi
    done
    found=$(python3 --version 2>/dev/null) || found="no Python at all"
    stop "Python 3.11 or newer is needed; found ${found:-none that starts}." \
        "Install one, or name it: make run PYTHON=/path/to/python3"
}

check_port() {
    "$PYTHON" - "$PORT" <<'END'
import socket
import sys

port = sys.argv[1]
if not (port.isascii() and port.isdecimal() and len(port) < 6 and 0 < int(port) < 65536):
    sys.exit(f"newsroom: PORT must be a number from 1 to 65535, not {port!r}.")
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(port)))
    except OSError as error:
        sys.exit(
            f"newsroom: port {port} cannot be used ({error.strerror}).\n"
            f"newsroom: Stop what runs there, or choose another: make run PORT=8001"
        )
END
}

are_installed() {
    for lock in "$@"; do
        cmp -s "$lock" ".venv/$lock" || return 1
    done
    is_new_enough .venv/bin/python
}

make_venv() {
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "$("$PYTHON" --version) at $(command -v "$PYTHON") has no venv module." \
            "On Debian and Ubuntu: sudo apt install python3-venv"
    echo "Environment … making .venv with $("$PYTHON" --version)"
    # Stopped by Ctrl-C it goes without a word, and the trap above speaks.
    "$PYTHON" -c 'import signal, venv
signal.signal(signal.SIGINT, signal.SIG_DFL)
venv.main(["--clear", ".venv"])'
}

install_packages() {
    began=$(date +%s)
    for lock in "$@"; do set -- "$@" --requirement "$lock"; shift; done
    if command -v uv >/dev/null; then
        echo "Packages … installing with uv"
        uv pip install --quiet --python .venv/bin/python --require-hashes "$@"
    else
        echo "Packages … installing with pip, about a minute"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes "$@"
    fi
    echo "ready in $(($(date +%s) - began)) s"
}

# The copy of a lock in .venv says that its packages are there; it is written when they are.
stamp() {
    for lock in "$@"; do
        cp "$lock" ".venv/$lock.new"
        mv ".venv/$lock.new" ".venv/$lock"
    done
}

write_secret_key() {
    if [ -n "${SECRET_KEY:-}" ] || grep -qs '^ *\(export  *\)\{0,1\}SECRET_KEY=.' .env; then return; fi
    (
        umask 077
        {
            if [ -e .env ]; then cat .env && echo; fi
            .venv/bin/python -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))'
        } >".env.$$"
    )
    mv ".env.$$" .env
    echo "Settings … wrote a secret key to .env"
}

[ -w . ] || stop "This folder cannot be written to: $(pwd)"
if [ "${1:-}" = --port ]; then
    find_python
    check_port
    shift
fi
if are_installed "$@"; then
    echo "Packages … up to date"
else
    find_python
    # Without pip, a half-made environment or one that uv made is made anew, unless uv is there.
    if ! is_new_enough .venv/bin/python ||
        ! { command -v uv || .venv/bin/python -m pip --version; } >/dev/null 2>&1; then
        make_venv
    fi
    install_packages "$@"
    stamp "$@"
fi
write_secret_key

"""Whether an error is the database's or Redis's, so that trying again helps, or a bug of ours."""

import sqlite3

from django.db import InterfaceError, OperationalError

# Why SQLite cannot serve at the moment (https://sqlite.org/rescode.html). It calls a statement that
# it does not understand an operational error as well, by the code SQLITE_ERROR: that is a bug.
SQLITE_CANNOT_SERVE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}
SQLITE_PRIMARY_CODE = 0xFF  # an extended code has the primary one in its lowest byte
# undefined_table and undefined_column (PostgreSQL's appendix A), and how SQLite says it.
POSTGRESQL_NOT_MIGRATED = {"42P01", "42703"}
SQLITE_NOT_MIGRATED = ("no such table", "no such column")


def is_outage(error):
    """Tell whether the database, or Redis where nothing goes on without it, is gone or full."""
    # Its driver is installed on servers alone.
    if type(error).__module__.partition(".")[0] == "redis":
        return True
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    if code is not None:
        return code & SQLITE_PRIMARY_CODE in SQLITE_CANNOT_SERVE
    return isinstance(error, OperationalError | InterfaceError)


def is_not_migrated(error):
    """Tell whether the database lacks a table or column, as before the first `migrate`."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.OperationalError):
        return str(cause).startswith(SQLITE_NOT_MIGRATED)
    return getattr(cause, "sqlstate", None) in POSTGRESQL_NOT_MIGRATED

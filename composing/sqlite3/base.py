"""Django's backend of SQLite, which translates a query that it has seen before no second time.

Django writes `%s` for a value and SQLite `?`. To look for them in all of a query takes nearly as
long as SQLite does to answer it.
"""

from datetime import datetime
from functools import lru_cache

from django.db.backends.sqlite3 import base

REMEMBERED = 128  # queries of two kilobytes, and as much for their translations


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query, *, param_names=None):
        if param_names is not None:
            return super().convert_query(query, param_names=param_names)
        return _converted(query)


class Operations(base.DatabaseOperations):
    def convert_datetimefield_value(self, value, expression, connection):
        # As Django's, which asks each column's time whether it has a zone: in SQLite none has.
        if type(value) is datetime:
            return value.replace(tzinfo=connection.timezone)
        return super().convert_datetimefield_value(value, expression, connection)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations

    def create_cursor(self, name=None):
        return self.connection.cursor(factory=Cursor)


@lru_cache(maxsize=REMEMBERED)
def _converted(query):
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")

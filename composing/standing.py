"""Standing type: queries that are composed once, and printed again and again with other values.

To put a query together takes Django ten times as long as a database takes to answer it. What every
page asks is composed once, as a newspaper keeps the type of its nameplate and its rules standing.
"""

from copy import copy
from functools import wraps
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Value


class Gap(NamedTuple):
    """Where a value goes in a query: its name and, in a list, its place there."""

    name: str
    place: int | None = None


class Forme:
    """A query composed for one database, with gaps for its values."""

    def __init__(self, queryset, database):
        self.queryset, self.database = queryset, database
        self.compiler = queryset.query.get_compiler(database)
        try:
            self.sql, self.parameters = self.compiler.as_sql()
        except EmptyResultSet:  # "In an empty list", which no database needs to be asked.
            self.sql = None
            return
        columns = [column for column, *_ in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)

    def print(self, values):
        """Return the rows that the database has for these values."""
        if self.sql is None:
            return []
        connection = connections[self.database]
        adapted = connection.ops.adapt_unknown_value
        # A connection belongs to a thread; the rest of a compiler only ever says what it composed.
        compiler = copy(self.compiler)
        compiler.connection = connection
        filled = tuple(adapted(_value_of(each, values)) for each in self.parameters)
        compiler.as_sql = lambda *args, **options: (self.sql, filled)
        compiler.get_converters = lambda columns: self.converters
        printed = self.queryset.using(self.database)
        printed.query.get_compiler = lambda **options: compiler
        return list(printed)


def standing(compose):
    """Decorate a function that returns a QuerySet, so that it returns a list of its rows.

    Its keywords are values of columns, and lists of these. The function may put them into
    conditions and do nothing else with them, since it is run once and gets gaps for values; None
    equals nothing, as in SQL. What is given by position belongs to the query itself, which is
    composed for each.
    """
    querysets, formes = {}, {}

    @wraps(compose)
    def print_with(*given, **values):
        values = {name: _evened(value) for name, value in values.items()}
        shape = (*given, *((name, _length(value)) for name, value in values.items()))
        if shape not in querysets:
            gaps = {name: _gaps(name, value) for name, value in values.items()}
            querysets[shape] = compose(*given, **gaps)
        queryset = querysets[shape]
        edition = (shape, queryset.db)
        if edition not in formes:
            formes[edition] = Forme(queryset, queryset.db)
        return formes[edition].print(values)

    return print_with


def _gaps(name, value):
    if isinstance(value, list):
        return [Value(Gap(name, place)) for place in range(len(value))]
    return Value(Gap(name))


def _evened(value):
    """Return a list longer by its last value, to a power of two: so few lengths are composed."""
    if not isinstance(value, list) or not value:
        return value
    length = 1 << (len(value) - 1).bit_length()
    return value + value[-1:] * (length - len(value))


def _length(value):
    return len(value) if isinstance(value, list) else None


def _value_of(parameter, values):
    if not isinstance(parameter, Gap):
        return parameter
    value = values[parameter.name]
    return value if parameter.place is None else value[parameter.place]

"""Standing type: queries that are composed once, and printed again and again with other values.

To put a query together takes Django ten times as long as a database takes to answer it. What every
page asks is composed once, as a newspaper keeps the type of its nameplate and its rules standing.
"""

from enum import Enum
from functools import wraps
from threading import Lock
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Value, prefetch_related_objects
from django.db.models.base import ModelState

PLAIN = {int, str}  # what no database wants in another form


class Gap(NamedTuple):
    """Where a value goes in a query: its name and, in a list, its place there."""

    name: str
    place: int | None = None

    def of(self, values):
        return values[self.name] if self.place is None else values[self.name][self.place]


class Forme:
    """A query composed for one database: its SQL, with gaps for values, and the moulds of its rows.

    It is a QuerySet's own SQL that is asked, and Django's own models that are made of the answer.
    """

    def __init__(self, queryset, database):
        self.prefetched = queryset._prefetch_related_lookups
        self.database = database
        compiler = queryset.query.get_compiler(database)
        try:
            self.sql, parameters = compiler.as_sql()
        except EmptyResultSet:  # "In an empty list", which no database needs to be asked.
            self.sql = None
            return
        # Choices as the plain texts that they are: drivers look long at other kinds.
        self.parameters = [each.value if isinstance(each, Enum) else each for each in parameters]
        self.gaps = [each for each in enumerate(parameters) if isinstance(each[1], Gap)]
        columns = [column for column, *_ in compiler.select]
        conversions = [
            (place, convert, column)
            for place, (converters, column) in compiler.get_converters(columns).items()
            for convert in converters
        ]
        self.mould = Mould(compiler.klass_info, columns, conversions, database)
        self.annotations = [
            (name, place, [each[1:] for each in conversions if each[0] == place])
            for name, place in compiler.annotation_col_map.items()
        ]

    def print(self, values):
        """Return the rows that the database has for these values."""
        if self.sql is None:
            return []
        connection = connections[self.database]
        parameters = self._filled(values, connection.ops.adapt_unknown_value)
        shared = {}
        found = ask(connection, self.sql, parameters)
        printed = [self._print(row, connection, shared) for row in found]
        if self.prefetched:
            prefetch_related_objects(printed, *self.prefetched)
        return printed

    def _filled(self, values, adapt):
        """Return the query's parameters, with values where the gaps are."""
        adapted = {name: _adapted(value, adapt) for name, value in values.items()}
        filled = self.parameters.copy()
        for place, gap in self.gaps:
            filled[place] = gap.of(adapted)
        return filled

    def _print(self, row, connection, shared):
        printed = self.mould.cast(row, connection, shared)
        for name, place, conversions in self.annotations:
            value = row[place]
            for convert, column in conversions:
                value = convert(value, column, connection)
            setattr(printed, name, value)
        return printed


class Mould:
    """What makes a model of some columns of a row, and of others what it is joined with."""

    def __init__(self, described, columns, conversions, database):
        self.database, self.model = database, described["model"]
        places = described["select_fields"]
        self.first, self.end = places[0], places[-1] + 1
        self.names = [columns[place].target.attname for place in places]
        self.key = self.first + self.names.index(self.model._meta.pk.attname)
        self.conversions = [
            (place - self.first, convert, column)
            for place, convert, column in conversions
            if self.first <= place < self.end
        ]
        self.joined = [
            (
                Mould(other, columns, conversions, database),
                other["local_setter"],
                other["remote_setter"],
            )
            for other in described.get("related_klass_infos", [])
        ]

    def cast(self, row, connection, shared):
        """Return a model; what it is joined with is `shared` with the rows before it."""
        values = list(row[self.first : self.end])
        for place, convert, column in self.conversions:
            if values[place] is not None:  # of NULL every field makes None
                values[place] = convert(values[place], column, connection)
        made = self._made(values)
        for mould, set_here, set_there in self.joined:
            key = mould, row[mould.key]
            if row[mould.key] is not None and key not in shared:
                shared[key] = mould.cast(row, connection, shared)
            other = shared.get(key)
            set_here(made, other)
            if other is not None:
                set_there(other, made)
        return made

    def _made(self, values):
        # As `Model.from_db`, which looks at each column whether it was asked for, and tells
        # whoever listens to each model that is made: nobody does.
        made = self.model.__new__(self.model)
        made._state = state = ModelState()
        state.adding, state.db = False, self.database
        vars(made).update(zip(self.names, values, strict=True))
        return made


def ask(connection, sql, parameters):
    """Return all rows that the database has for a query.

    To open a cursor takes Django longer than most queries take, and to hand one on to the database
    half as long: a connection's queries share the database's own. Raises as Django does.
    """
    connection.close_if_health_check_failed()
    if connection.queries_logged or connection.execute_wrappers:
        cursor = connection.cursor()
        cursor.execute(sql, parameters)
        return cursor.fetchall()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        cursor = _shared_cursor(connection)
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _shared_cursor(connection):
    cursor = vars(connection).get("standing_cursor")
    if cursor is None or cursor.connection is not connection.connection:
        cursor = connection.standing_cursor = connection.cursor().cursor
    return cursor


def _adapted(value, adapt):
    if type(value) in PLAIN:
        return value
    return [_adapted(each, adapt) for each in value] if type(value) is list else adapt(value)


def standing(compose):
    """Decorate a function that returns a QuerySet, so that it returns a list of its rows.

    Its keywords are values of columns, and lists of these. The function may put them into
    conditions and do nothing else with them, since it is run once and gets gaps for values; None
    equals nothing, as in SQL. What is given by position belongs to the query itself, which is
    composed for each.
    """
    querysets, formes = {}, {}
    # To put a query's SQL together changes the query: two threads at it would spoil it for ever.
    composing = Lock()

    @wraps(compose)
    def print_with(*given, **values):
        lists = [name for name, value in values.items() if isinstance(value, list)]
        for name in lists:
            values[name] = _evened(values[name])
        shape = (*given, *((name, len(values[name])) for name in lists))
        if shape not in querysets:
            gaps = {name: _gaps(name, value) for name, value in values.items()}
            querysets[shape] = compose(*given, **gaps)
        queryset = querysets[shape]
        edition = (shape, queryset.db)
        if edition not in formes:
            with composing:
                if edition not in formes:
                    formes[edition] = Forme(queryset.all(), queryset.db)
        return formes[edition].print(values)

    return print_with


def _gaps(name, value):
    if isinstance(value, list):
        return [Value(Gap(name, place)) for place in range(len(value))]
    return Value(Gap(name))


def _evened(value):
    """Return a list longer by its last value, to a power of two: so few lengths are composed."""
    if not value:
        return value
    length = 1 << (len(value) - 1).bit_length()
    return value + value[-1:] * (length - len(value))

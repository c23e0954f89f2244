"""Rows by the million: COPY on PostgreSQL, one prepared statement on SQLite.

Nothing is cleaned or checked on this way but by the database itself.
"""

from django.core.management.color import no_style
from django.db import connection


class Table:
    """A model's table, and the columns that rows give; all others get the model's defaults."""

    def __init__(self, model, names):
        self.model = model
        self.names = names.split()

    def insert(self, rows):
        rest = self._rest()
        defaults = tuple(rest.values())
        quote = connection.ops.quote_name
        table = quote(self.model._meta.db_table)
        columns = ", ".join(map(quote, [*self.names, *rest]))
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row + defaults)
            else:
                places = ", ".join(["%s"] * (len(self.names) + len(rest)))
                cursor.executemany(
                    f"INSERT INTO {table} ({columns}) VALUES ({places})",
                    [row + defaults for row in rows],
                )

    def _rest(self):
        """Return the defaults of the columns that rows do not give, by the columns' names."""
        return {
            field.column: field.get_db_prep_save(field.get_default(), connection)
            for field in self.model._meta.concrete_fields
            if not (field.column in self.names or field.generated or field.has_db_default())
            and not (field.primary_key and field.get_internal_type().endswith("AutoField"))
        }


def go_on_counting(models):
    """Let the database number the next rows after those that came with numbers of their own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)

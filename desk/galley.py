"""A story as it stands on the writing screen, whether it was sent, kept, stored or published once.

Forms of one story differ in how their rows are numbered. A galley is what they say without the
numbers, so that two can be compared, mixed, and laid out again for the story as it is now.
"""

import re
from collections import defaultdict

from django.forms import ModelForm

from articles.models import ArticleAttribution, Byline, Part
from articles.prose import clean
from desk.forms.article import ArticleForm
from desk.forms.attributions import ArticleAttributionForm
from desk.forms.bylines import BylineForm
from desk.forms.parts import PartForm

ROWS = {
    "parts": (Part, PartForm),
    "bylines": (Byline, BylineForm),
    "attributions": (ArticleAttribution, ArticleAttributionForm),
}
# What belongs to a form and not to what it says.
FRAME = {"csrfmiddlewaretoken", "revision", "stamp", "draft_key", "status"}
_row = re.compile(rf"({'|'.join(ROWS)})-(\d{{1,4}})-(\w+)", re.ASCII)
_frame_of_rows = re.compile(rf"(?:{'|'.join(ROWS)})-[A-Z_]+", re.ASCII)


class Galley:
    """`fields` are the story's own as `{name: value}`; `rows` are `{prefix: {name: row}}` in order.

    A row is `{name: value}` and is named by its key in the table, or by its number in the form
    when it was never saved: both forms of a clash began as the same one.
    """

    def __init__(self, fields, rows):
        self.fields = fields
        self.rows = rows

    @classmethod
    def read(cls, pairs):
        """Read what a browser sent, as `[name, value]`; removed and empty rows are left out."""
        fields, numbered = {}, {prefix: defaultdict(dict) for prefix in ROWS}
        for name, value in pairs:
            if found := _row.fullmatch(name):
                prefix, number, field = found.groups()
                numbered[prefix][int(number)][field] = value
            elif name not in FRAME and not _frame_of_rows.fullmatch(name):
                fields[name] = value
        rows = {prefix: _in_order(prefix, numbered[prefix]) for prefix in ROWS}
        for row in rows["attributions"].values():
            row["part"] = _name_of_part(row.get("part", ""), numbered["parts"])
        return cls(fields, rows)

    @classmethod
    def of(cls, article):
        """Read a stored story."""
        fields = _values(ArticleForm(instance=article))
        rows = {"parts": {}, "bylines": {}, "attributions": {}}
        for prefix, (model, form) in ROWS.items():
            for row in model._default_manager.filter(article=article).order_by("order", "pk"):
                rows[prefix][str(row.pk)] = _values(form(instance=row)) | {"id": str(row.pk)}
                if prefix == "attributions":
                    rows[prefix][str(row.pk)]["part"] = str(row.part_id or "")
        return cls(fields, rows)

    def pairs_for(self, article=None):
        """Lay it out as the form of a story as it is stored now, or of a new one.

        Rows that the story has and the galley has not are marked as removed.
        """
        pairs = [[name, value] for name, value in self.fields.items()]
        names = {}
        for prefix in ROWS:
            keys = _stored_keys(prefix, article)
            placed = self._placed(prefix, keys)
            pairs += [[f"{prefix}-INITIAL_FORMS", str(len(keys))]]
            pairs += [[f"{prefix}-TOTAL_FORMS", str(len(placed))]]
            if prefix == "parts":
                names = {name: f"parts-{number}" for number, (name, _row) in enumerate(placed)}
            for number, (_name, row) in enumerate(placed):
                if "part" in row:
                    row = row | {"part": names.get(row["part"], "")}
                if number < len(keys):
                    row = row | {"id": keys[number], "article": str(article.pk)}
                pairs += [[f"{prefix}-{number}-{field}", value] for field, value in row.items()]
        return pairs

    def name_in_form(self, name, article):
        """Return what a field is called in the form that `pairs_for` lays out.

        `name` is that of a field of the story, or `(prefix, row, field)`.
        """
        if isinstance(name, str):
            return name
        prefix, row, field = name
        placed = [each for each, _row in self._placed(prefix, _stored_keys(prefix, article))]
        return f"{prefix}-{placed.index(row)}-{field}"

    def _placed(self, prefix, keys):
        """Return `(name, row)` in the order of the form: first what is stored, then what is new."""
        rows = {
            name: {field: value for field, value in row.items() if field not in ("id", "article")}
            | {"order": str(order)}
            for order, (name, row) in enumerate(self.rows[prefix].items())
        }
        gone = {"order": str(len(rows)), "DELETE": "on"}
        stored = [(key, rows.pop(key, None) or self._as_stored(prefix, key) | gone) for key in keys]
        return stored + list(rows.items())

    def _as_stored(self, prefix, key):
        """Return what a removed row says, for whoever takes it back."""
        model, form = ROWS[prefix]
        return _values(form(instance=model._default_manager.get(pk=key)))


def _stored_keys(prefix, article):
    if article is None:
        return []
    model, _form = ROWS[prefix]
    stored = model._default_manager.filter(article=article).order_by("order", "pk")
    return [str(key) for key in stored.values_list("pk", flat=True)]


def pairs_of(sent):
    """Return what is kept of a sent form, a QueryDict, as a list of `[name, value]`."""
    return [
        [name, value.replace("\0", "")]
        for name, values in sent.lists()
        for value in values
        if name not in FRAME and not name.startswith("_") and "password" not in name
    ]


def _in_order(prefix, numbered):
    rows = [(number, row) for number, row in numbered.items() if _says_something(prefix, row)]
    rows.sort(key=lambda each: (_order(each[1]), each[0]))
    return {row.get("id") or f"{prefix}-{number}": row for number, row in rows}


def _order(row):
    order = row.get("order", "")
    return int(order) if order.isdecimal() and len(order) < 10 else 10**9


def _says_something(prefix, row):
    if row.get("DELETE"):
        return False
    if row.get("id"):
        return True
    told = {"parts": ["subhead", "photo", "posted_at"], "bylines": ["author"]}.get(
        prefix, ["source", "used_for", "url"]
    )
    return any(row.get(name) for name in told) or bool(clean(row.get("prose", "")))


def _name_of_part(sent, parts):
    """Return the name of the part that a source's row names by its number, as `parts-2`."""
    number = sent.removeprefix("parts-")
    if not number.isdecimal() or int(number) not in parts:
        return ""
    return parts[int(number)].get("id") or sent


def _values(form: ModelForm):
    """Return what a browser would send of an unbound form, as `{name: value}`."""
    values = {}
    for field in form:
        if field.name in FRAME or field.name == "id":
            continue
        value = field.field.widget.format_value(field.value())
        value = value[0] if isinstance(value, list) else value
        values[field.name] = "" if value is None else str(value)
    return values

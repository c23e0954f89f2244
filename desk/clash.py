"""Two texts of one story, set side by side, and the third that is chosen from both."""

from typing import NamedTuple

from articles.comparing import ADDED, REMOVED, SAME, compare_texts
from articles.models import Byline
from articles.prose import blocks, clean
from authors.models import Author
from desk.forms.article import ArticleForm
from desk.galley import ROWS, Galley
from photos.models import Photo
from sources.models import Source
from sources.widgets import can_be_key

MINE, THEIRS = "mine", "theirs"


class Difference(NamedTuple):
    """A field or row that differs; `name` is what the choice is sent as."""

    name: str
    label: str
    changes: list

    @property
    def theirs(self):
        return [change for change in self.changes if change.sign != ADDED]

    @property
    def mine(self):
        return [change for change in self.changes if change.sign != REMOVED]

    @property
    def is_of_markup(self):
        """Whether both read the same, as when words were made bold."""
        return all(change.sign == SAME for change in self.changes)


def differences(theirs, mine, *, stories):
    """Return what two galleys differ in, in the order of the writing screen.

    `stories` are those that may be named to whoever looks.
    """
    names = _Names([theirs, mine], stories)
    found = []
    for name, field in ArticleForm.base_fields.items():
        if _plain(theirs.fields.get(name, "")) != _plain(mine.fields.get(name, "")):
            label = field.label or name.replace("_", " ").capitalize()
            texts = [names.of_field(each, name) for each in (theirs, mine)]
            found.append(Difference(name, label, compare_texts(*texts)))
    for prefix, (model, _form) in ROWS.items():
        for number, row in enumerate(_merged(theirs, mine, prefix), start=1):
            if not _is_same(theirs.rows[prefix].get(row), mine.rows[prefix].get(row)):
                label = f"{model._meta.verbose_name.capitalize()} {number}"
                texts = [names.of_row(each, prefix, row) for each in (theirs, mine)]
                found.append(Difference(f"{prefix}:{row}", label, compare_texts(*texts)))
    return found


def mixed(theirs, mine, choices, *, otherwise):
    """Return the galley that takes each field and row from where `choices` says.

    `choices` is `{name: "mine" or "theirs"}`, with the names of `differences`.
    """
    sides = {MINE: mine, THEIRS: theirs}

    def chosen(name):
        return sides.get(choices.get(name), sides[otherwise])

    fields = {name: chosen(name).fields.get(name, "") for name in {**theirs.fields, **mine.fields}}
    rows = {}
    for prefix in ROWS:
        picked = {
            name: chosen(f"{prefix}:{name}").rows[prefix].get(name)
            for name in _merged(theirs, mine, prefix)
        }
        rows[prefix] = {name: row for name, row in picked.items() if row is not None}
    return Galley(fields, rows)


def _is_same(theirs, mine):
    """Compare two rows without their places: a part that only moved is no clash."""
    if theirs is None or mine is None:
        return theirs is mine
    names = ({*theirs} | {*mine}) - {"order", "id", "article", "DELETE"}
    return all(
        _plain(theirs.get(name, "")) == _plain(mine.get(name, ""))
        or (name == "prose" and clean(theirs.get(name, "")) == clean(mine.get(name, "")))
        for name in names
    )


def _plain(text):
    return text.strip().replace("\r\n", "\n")


def _merged(theirs, mine, prefix):
    """Return the names of all rows: mine in order, theirs after what they stand after there."""
    names = list(mine.rows[prefix])
    before = None
    for name in theirs.rows[prefix]:
        if name not in names:
            names.insert(names.index(before) + 1 if before else 0, name)
        before = name
    return names


class _Names:
    """The words for the keys that galleys hold, fetched once for both."""

    def __init__(self, galleys, stories):
        self.stories = stories
        self.photos = _by_key(Photo, self._keys(galleys, "parts", "photo", "lead_photo"))
        self.authors = _by_key(Author, self._keys(galleys, "bylines", "author"))
        self.sources = _by_key(Source, self._keys(galleys, "attributions", "source"))

    @staticmethod
    def _keys(galleys, prefix, name, field=None):
        for each in galleys:
            yield each.fields.get(field, "")
            yield from (row.get(name, "") for row in each.rows[prefix].values())

    def of_field(self, galley, name):
        value = galley.fields.get(name, "")
        if name == "lead_photo":
            return self.photos.get(value, value)
        field = ArticleForm.base_fields[name]
        if value and hasattr(field, "queryset"):
            rows = self.stories if name == "translation_of" else field.queryset
            return str(rows.filter(pk=value).first() or "") if can_be_key(value) else ""
        if value and hasattr(field, "choices"):
            return str(dict(field.choices).get(value, value))
        return _plain(value)

    def of_row(self, galley, prefix, name):
        row = galley.rows[prefix].get(name)
        return "" if row is None else getattr(self, f"_{prefix}")(row)

    def _parts(self, row):
        photo = row.get("photo", "")
        texts = [
            row.get("subhead", ""),
            *blocks(row.get("prose", "")),
            self.photos.get(photo, photo),
        ]
        return "\n\n".join(filter(None, [row.get("posted_at", "").replace("T", " "), *texts]))

    def _bylines(self, row):
        author = row.get("author", "")
        return f"{Byline.PHRASES.get(row.get('role'), '')} {self.authors.get(author, author)}"

    def _attributions(self, row):
        source = row.get("source", "")
        told = [row.get("used_for", ""), self.sources.get(source, source), row.get("url", "")]
        return " ".join(filter(None, told))


def _by_key(model, keys):
    numbers = {int(key) for key in keys if key.isdecimal() and len(key) < 19}
    return {str(key): str(row) for key, row in model._default_manager.in_bulk(numbers).items()}

"""What each role may do with each kind of row at the desk.

Of stories this says only who comes to their screens at all: which story, and how far, is
`desk.access`'s to say.
"""

from staff.models import Role

_VIEW, _ADD, _CHANGE, _DELETE = "view", "add", "change", "delete"
_LOOK = (_VIEW,)
_ENTER = (_VIEW, _ADD, _CHANGE)
_ALL = (_VIEW, _ADD, _CHANGE, _DELETE)

REPORTER = {
    "articles.article": _ALL,
    "articles.part": _ALL,
    "articles.byline": _ALL,
    "articles.articleattribution": _ALL,
    "photos.photo": _ENTER,
    "photos.photoattribution": _ALL,
    "sources.source": _ENTER,
    "taggit.tag": _ENTER,
    "authors.author": _LOOK,
    "authors.profile": _LOOK,
    "publication.section": _LOOK,
    "readership.dailyviews": _LOOK,
}
EDITOR = REPORTER | {
    "articles.breakingnews": _ALL,
    "photos.photo": _ALL,
    "sources.source": _ALL,
    "taggit.tag": _ALL,
    # A guest's byline is an editor's daily work.
    "authors.author": _ENTER,
    "authors.profile": _ALL,
}
CHIEF = EDITOR | {
    "articles.breakingnews": _ALL,
    "articles.frontpage": (_CHANGE,),
    "desk.checklevel": (_CHANGE,),
    "authors.author": _ALL,
    "policies.policy": _ALL,
    "publication.publication": (_VIEW, _CHANGE),
    "publication.section": _ALL,
    "staff.person": _ENTER,
}


def _named(table):
    """Return the permissions by the names that Django asks for, as `articles.add_article`."""
    names = set()
    for label, acts in table.items():
        app, model = label.split(".")
        names.update(f"{app}.{act}_{model}" for act in acts)
    return frozenset(names)


PERMISSIONS = {
    Role.REPORTER: _named(REPORTER),
    Role.EDITOR: _named(EDITOR),
    Role.CHIEF: _named(CHIEF),
    None: frozenset(),
}

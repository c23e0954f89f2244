"""The table of every address of the site: who is answered what there.

Each row is an address, then what a GET and a POST of it come to, each for seven people in turn:
somebody who is not signed in, staff without a role, the reporter of the story, another reporter,
an editor of its section, an editor of another section, a chief editor.

    o  shown, and nothing changed: a page, or a form that says what is wrong with it
    !  done: something is stored now that was not
    >  led to another page
    i  sent to sign in
    x  refused: 403
    <  sent back to the front of the desk, as for a row that is not there
    -  not found: 404
    m  wrong method: 405
    b  a request that makes no sense: 400
    c  a clash with another text of the story: 409

Words in braces are rows of `Site`. What a POST sends stands in `SENT`: what
whoever may not would like to send.
"""

from tests.desk.newsroom import Site
from tests.desk.story_form import byline, sent_again, story
from tests.factories import picture_file

PASSWORD = "a long and calm sentence"

TABLE = """
# --- Readers' pages: the same for everybody ---
/{rendition}                                                    ooooooo mmmmmmm
/healthz                                                        ooooooo mmmmmmm
/robots.txt                                                     ooooooo mmmmmmm
/llms.txt                                                       ooooooo mmmmmmm
/.well-known/tdmrep.json                                        ooooooo mmmmmmm
/.well-known/security.txt                                       ------- mmmmmmm
/security.txt                                                   >>>>>>> mmmmmmm
/.well-known/trust.txt                                          ooooooo mmmmmmm
/trust.txt                                                      ooooooo mmmmmmm
/favicon.ico                                                    >>>>>>> mmmmmmm
/styleguide/                                                    ------- mmmmmmm
/service-worker.js                                              ooooooo mmmmmmm
/site.webmanifest                                               ooooooo mmmmmmm
/icon-192.png                                                   ooooooo mmmmmmm
/sitemap.xml                                                    ooooooo mmmmmmm
/sitemap-news.xml                                               ooooooo mmmmmmm
/sitemap-pages.xml                                              ooooooo mmmmmmm
/sitemap-2026-11.xml                                            ooooooo mmmmmmm
/sitemap-2026-11-{public}.xml                                   ooooooo mmmmmmm
/0123456789abcdef0123456789abcdef.txt                           ------- mmmmmmm
/oembed/?url={public_url}                                       ooooooo mmmmmmm
/feed/rss/                                                      ooooooo mmmmmmm
/search/feed/rss/?q=harbour                                     ooooooo mmmmmmm
/corrections/feed/rss/                                          ooooooo mmmmmmm
/author/ana/feed/rss/                                           ooooooo mmmmmmm
/source/gazette/feed/rss/                                       ooooooo mmmmmmm
/tag/ports/feed/rss/                                            ooooooo mmmmmmm
/world/feed/rss/                                                ooooooo mmmmmmm
/views/                                                         mmmmmmm bbbbbbb
/views/searches/                                                mmmmmmm bbbbbbb
/search/?q=harbour                                              ooooooo mmmmmmm
/search/json/?q=harbour                                         ooooooo mmmmmmm
/about/                                                         ooooooo mmmmmmm
/about/ethics/                                                  ooooooo mmmmmmm
/                                                               ooooooo mmmmmmm
/archive/                                                       ooooooo mmmmmmm
/archive/2026/                                                  ooooooo mmmmmmm
/archive/2026/11/                                               ooooooo mmmmmmm
/archive/2026/11/22/                                            ooooooo mmmmmmm
/authors/                                                       ooooooo mmmmmmm
/corrections/                                                   ooooooo mmmmmmm
/most-read/                                                     ooooooo mmmmmmm
/most-read/today/                                               ooooooo mmmmmmm
/offline/                                                       ooooooo mmmmmmm
/reading-list/                                                  ooooooo mmmmmmm
/author/ana/                                                    ooooooo mmmmmmm
/source/gazette/                                                ooooooo mmmmmmm
/tag/ports/                                                     ooooooo mmmmmmm
/cards/{card}.jpg                                               ooooooo mmmmmmm
/world/2026/11/public/                                          ooooooo mmmmmmm
/world/2026/11/public/text/                                     ooooooo mmmmmmm
/world/2026/11/public/history/                                  ooooooo mmmmmmm
/world/2026/11/public/history/1-2/                              ooooooo mmmmmmm
/world/2026/11/live/live/                                       ooooooo mmmmmmm
/world/2026/11/public/mastodon/                                 ooooooo mmmmmmm
/world/                                                         ooooooo mmmmmmm

# --- The frame of the desk ---
/admin/                                                         ioooooo immmmmm
/admin/login/                                                   o<<<<<< o<<<<<<
/admin/password_reset/                                          ooooooo ooooooo
/admin/password_reset/done/                                     ooooooo mmmmmmm
/admin/password_reset/Mg/no-such-key/                           ooooooo ooooooo
/admin/password_reset/complete/                                 ooooooo mmmmmmm
/admin/login/second-factor/                                     i<<<<<< i<<<<<<
/admin/login/passkey/                                           i<<<<<< i<<<<<<
/admin/login/again/                                             mmmmmmm iiiiiii
# These people have no password to confirm who they are by.
/admin/account/                                                 ioooooo immmmmm
/admin/account/confirm/                                         ixxxxxx ixxxxxx
/admin/account/app/                                             ixxxxxx ixxxxxx
/admin/account/app/remove/                                      i------ i------
/admin/account/passkeys/add/                                    ixxxxxx ixxxxxx
/admin/account/passkeys/1/remove/                               ixxxxxx ixxxxxx
/admin/account/recovery-codes/                                  i------ immmmmm
/admin/account/recovery-codes/new/                              ixxxxxx ixxxxxx
/admin/logout/                                                  <mmmmmm <oooooo
/admin/password_change/                                         ioooooo ioooooo
/admin/password_change/done/                                    ioooooo immmmmm
/admin/jsi18n/                                                  ioooooo immmmmm
/admin/articles/                                                i-ooooo i-ooooo
/admin/staff/                                                   i-----o i-----o
/admin/nowhere/                                                 i------ i------
/admin/autocomplete/?{stories}&term=kes                         ixooooo immmmmm
/admin/autocomplete/?{authors}&term=a                           ixooooo immmmmm
/admin/r/{article_type}/{public}/                               i->>>>> i->>>>>
/admin/r/{article_type}/{draft}/                                i->->-> i->->->
/admin/r/{user_type}/{chief}/                                   i------ i------

# --- Stories ---
/preview/{draft}/                                               xxo-o-o mmmmmmm
/preview/{down}/                                                xxo-o-o mmmmmmm
/preview/{scheduled}/                                           xxo-o-o mmmmmmm
/preview/{public}/                                              xxooooo mmmmmmm
/preview/{draft}/card.jpg                                       xxo-o-o mmmmmmm
/preview/{draft}/search/                                        xxo-o-o mmmmmmm
/preview/new/{kept}/                                            xxo---- mmmmmmm
/preview/new/{kept}/card.jpg                                    xx----- mmmmmmm
/preview/new/{kept}/search/                                     xxo---- mmmmmmm
/preview/by-link/{token}/                                       ooooooo mmmmmmm
/admin/articles/article/                                        ixooooo ixooooo
/admin/articles/article/add/                                    ixooooo ixoo!o!
/admin/articles/article/{draft}/                                i>>>>>> i>>>>>>
/admin/articles/article/{draft}/change/                         ixo<o<o ixox!x!
/admin/articles/article/{ready}/change/                         ixo<o<o ixxx!x!
/admin/articles/article/{public}/change/                        ixooooo ixxx!x!
/admin/articles/article/{scheduled}/change/                     ixo<o<o ixxx!x!
/admin/articles/article/{down}/change/                          ixo<o<o ixxxxx!
/admin/articles/article/{draft}/history/                        i<o<o<o i<o<o<o
/admin/articles/article/{public}/history/                       i<ooooo i<ooooo
/admin/articles/article/{draft}/delete/                         ixx<o<o ixx<!<!
/admin/articles/article/{begun}/delete/                         ixo<o<o ix!<!<!
/admin/articles/article/{public}/delete/                        ixxxxxx ixxxxxx
/admin/articles/article/{down}/delete/                          ixx<x<x ixx<x<x
/admin/articles/article/draft/                                  immmmmm ix!!!!!
/admin/articles/article/draft/{kept}/discard/                   immmmmm i>!>>>>
/admin/articles/article/{draft}/draft/                          immmmmm ix!x!x!
/admin/articles/article/{public}/draft/                         immmmmm ixxx!x!
/admin/articles/article/{begun}/draft/discard/                  immmmmm ix!x!x!
/admin/articles/article/{draft}/presence/                       immmmmm ix!x!x!
/admin/articles/article/{draft}/take-over/                      immmmmm ix!x!x!
/admin/articles/article/{draft}/compare/                        immmmmm ixcxcxc
/admin/articles/article/{draft}/settle/                         immmmmm ixcxcxc
/admin/articles/article/adopt/                                  immmmmm ix!!!!!
/admin/articles/article/{draft}/versions/                       i-o-o-o immmmmm
/admin/articles/article/{public}/versions/                      i-oxoxo immmmmm
/admin/articles/article/{public}/versions/1/restore/            immmmmm i-xx!x!
/admin/articles/article/{draft}/preview-links/                  immmmmm i-!-!-!
/admin/articles/article/{draft}/preview-links/{link}/revoke/    immmmmm i-!-!-!
/admin/articles/article/trash/                                  ixooooo immmmmm
/admin/articles/article/trash/{trashed}/restore/                immmmmm i-!-!-!
/admin/articles/article/trash/{trashed}/delete/                 immmmmm i-!-!-!
/admin/articles/article/split/                                  immmmmm ixooooo
/admin/articles/article/tags/?term=p                            ixooooo immmmmm
/admin/articles/article/linkable/?term=kes                      ixooooo immmmmm
/admin/stories/{draft}/notes/                                   ixo-o-o ix!-!-!
/admin/stories/{public}/notes/                                  ixoxoxo ix!x!x!
/admin/notes/{note}/reply/                                      immmmmm ix!-!-!
/admin/notes/{note}/resolve/                                    immmmmm ix!-!-!
/admin/notes/{resolved}/reopen/                                 immmmmm ix!-!-!
/admin/mail/                                                    ioooooo i!!!!!!
/admin/board/                                                   ixooooo immmmmm
/admin/calendar/                                                ixooooo immmmmm
/admin/calendar/2026/11/                                        ixooooo immmmmm
/admin/calendar/week/2026/11/24/                                ixooooo immmmmm
/admin/stories/plan/                                            ixxxooo ixxxbbb
/admin/stories/{draft}/move/                                    ixo-o-o ixb-!-!
/admin/stories/{public}/move/                                   ixoxoxo ixbxbx!
/admin/stories/{draft}/plan/                                    immmmmm ixx-!-!
/admin/stories/{draft}/assignments/                             ixo-o-o ixx-!-!
/admin/assignments/{assignment}/done/                           immmmmm ix!-!-!
/admin/assignments/{assignment}/withdraw/                       immmmmm ixx-!-!
/admin/checklist/                                               ixxxxxo ixxxxxo
/admin/figures/                                                 ixooooo immmmmm
/admin/figures/views-by-story.csv                               ixooooo immmmmm

# --- What readers see first ---
/admin/articles/frontpage/                                      ixxxxx> ixxxxx!
/admin/articles/frontpage/add/                                  ixxxxxo ixxxxx!
/admin/articles/frontpage/{planned}/                            i>>>>>> i>>>>>>
/admin/articles/frontpage/{planned}/change/                     ixxxxxo ixxxxx!
/admin/articles/frontpage/{planned}/history/                    ixxxxxo ixxxxxo
/admin/articles/frontpage/{planned}/delete/                     ixxxxxo ixxxxx!
/admin/articles/frontpage/preview/                              immmmmm ixxxxxb
/admin/articles/frontpage/{planned}/preview/                    immmmmm ixxxxxb
/admin/articles/breakingnews/                                   ixxx>>> ixxx>>>
/admin/articles/breakingnews/add/                               ixxx>>> ixxxooo
/admin/articles/breakingnews/{breaking}/                        i>>>>>> i>>>>>>
/admin/articles/breakingnews/{breaking}/change/                 ixxxooo ixxxooo
/admin/articles/breakingnews/{breaking}/history/                ixxxooo ixxxooo
/admin/articles/breakingnews/{breaking}/delete/                 ixxxooo ixxx!!!

# --- Pictures, sources, tags ---
/admin/photos/photo/                                            ixooooo ix>>!!!
/admin/photos/photo/add/                                        ixooooo ix!!!!!
/admin/photos/photo/{photo}/                                    i>>>>>> i>>>>>>
/admin/photos/photo/{photo}/change/                             ixooooo ix!!!!!
/admin/photos/photo/{photo}/history/                            ixooooo ixooooo
/admin/photos/photo/{photo}/delete/                             ixxxooo ixxx!!!
/admin/photos/photo/upload/                                     immmmmm ix!!!!!
/admin/photos/photo/choices/                                    ixooooo immmmmm
/admin/photos/photo/describe/?photos={photo}                    ixooooo ixbbbbb
/admin/photos/photo/{photo}/replace/                            ixooooo ix!!!!!
/admin/sources/source/                                          ixooooo ixoo!!!
/admin/sources/source/add/                                      ixooooo ix!!!!!
/admin/sources/source/{source}/                                 i>>>>>> i>>>>>>
/admin/sources/source/{source}/change/                          ixooooo ix!!!!!
/admin/sources/source/{source}/history/                         ixooooo ixooooo
/admin/sources/source/{source}/delete/                          ixxxooo ixxx!!!
/admin/sources/source/add-named/                                immmmmm ix!!!!!
/admin/taggit/tag/                                              ixooooo ixoo!!!
/admin/taggit/tag/add/                                          ixooooo ix!!!!!
/admin/taggit/tag/{tag}/                                        i>>>>>> i>>>>>>
/admin/taggit/tag/{tag}/change/                                 ixooooo ix!!!!!
/admin/taggit/tag/{tag}/history/                                ixooooo ixooooo
/admin/taggit/tag/{tag}/delete/                                 ixxxooo ixxx!!!

# --- The publication and its people ---
/admin/authors/author/                                          ixooooo ixoooo!
/admin/authors/author/add/                                      ixxxooo ixxx!!!
/admin/authors/author/{guest}/                                  i>>>>>> i>>>>>>
/admin/authors/author/{guest}/change/                           ixooooo ixxx!!!
/admin/authors/author/{guest}/history/                          ixooooo ixooooo
/admin/authors/author/{guest}/delete/                           ixxxxxo ixxxxx!
/admin/publication/section/                                     ixooooo ixxxxx!
/admin/publication/section/add/                                 ixxxxxo ixxxxx!
/admin/publication/section/{empty}/                             i>>>>>> i>>>>>>
/admin/publication/section/{empty}/change/                      ixooooo ixxxxx!
/admin/publication/section/{empty}/history/                     ixooooo ixooooo
/admin/publication/section/{empty}/delete/                      ixxxxxo ixxxxx!
/admin/publication/publication/                                 i>>>>>> i>>>>>>
/admin/publication/publication/add/                             ixxxxxx ixxxxxx
/admin/publication/publication/1/                               i>>>>>> i>>>>>>
/admin/publication/publication/1/change/                        ixxxxxo ixxxxx!
/admin/publication/publication/1/history/                       ixxxxxo ixxxxxo
/admin/publication/publication/1/delete/                        ixxxxxx ixxxxxx
/admin/policies/policy/                                         ixxxxxo ixxxxx!
/admin/policies/policy/add/                                     ixxxxxo ixxxxx!
/admin/policies/policy/ethics/                                  i>>>>>> i>>>>>>
/admin/policies/policy/ethics/change/                           ixxxxxo ixxxxx!
/admin/policies/policy/ethics/history/                          ixxxxxo ixxxxxo
/admin/policies/policy/ethics/delete/                           ixxxxxo ixxxxx!
/admin/staff/person/                                            ixxxxxo ixxxxxo
/admin/staff/person/add/                                        ixxxxxo ixxxxx!
/admin/staff/person/{reporter}/                                 i>>>>>> i>>>>>>
/admin/staff/person/{reporter}/change/                          ixxxxxo ixxxxx!
/admin/staff/person/{reporter}/password/                        ixxxxxo ixxxxx!
/admin/staff/person/{reporter}/history/                         ixxxxxo ixxxxxo
/admin/staff/person/{reporter}/delete/                          ixxxxxx ixxxxxx
"""


def rows():
    """Return the table as `(address, {method: answers})`."""
    for line in TABLE.splitlines():
        if line and not line.startswith("#"):
            address, get, post = line.split()
            yield address, {"GET": get, "POST": post}


def _row(**fields):
    return {"_save": "Save"} | fields


def _no_rows(*prefixes):
    counts = {}
    for prefix in prefixes:
        counts |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return counts


def _deletion(key):
    """Return what the bulk action of a list sends."""
    return {"action": "delete_selected", "_selected_action": key, "post": "yes"}


def _published(article):
    """Return a form that would publish a story, of words that tell nothing of its own."""
    sent = sent_again(article, status="published")
    words = {name: value for name, value in sent.items() if isinstance(value, str)}
    return sent | {name: text.replace(Site.SECRET, "gull") for name, text in words.items()}


def _photo(site, **fields):
    sent = _row(alt="A quay", licence="own", focal_x="0.5", focal_y="0.5", **fields)
    return sent | _no_rows("attributions")


# By the beginning of an address, what a POST of it sends; the first that fits counts.
SENT = {
    "/admin/articles/article/add/": lambda site: story(
        headline="New",
        status="published",
        section=site.world.pk,
        parts=[{"prose": "<p>Text.</p>"}],
        bylines=[byline(site.ana)],
    ),
    "/admin/articles/article/{draft}/change/": lambda site: _published(site.draft),
    "/admin/articles/article/{ready}/change/": lambda site: _published(site.ready),
    "/admin/articles/article/{scheduled}/change/": lambda site: _published(site.scheduled),
    "/admin/articles/article/{public}/change/": lambda site: sent_again(
        site.public, headline="Changed"
    ),
    "/admin/articles/article/{down}/change/": lambda site: _published(site.down),
    "/admin/articles/article/{draft}/draft/": lambda site: _published(site.draft),
    "/admin/articles/article/{public}/draft/": lambda site: sent_again(site.public),
    "/admin/articles/article/{draft}/preview-links/": lambda site: {"link_hours": "24"},
    "/admin/articles/article/split/": lambda site: {"text": "<p>A text.</p>"},
    "/admin/articles/article/": lambda site: {"post": "yes"} | _deletion(site.draft.pk),
    "/admin/stories/{draft}/move/": lambda site: {"status": "published"},
    "/admin/stories/{public}/move/": lambda site: {"status": "taken-down", "reason": "Wrong."},
    "/admin/stories/{draft}/plan/": lambda site: {"plan-day": "2026-11-30"},
    "/admin/stories/{draft}/assignments/": lambda site: {
        "assignment-person": site.reporter.pk,
        "assignment-role": "words",
        "assignment-task": "Ask the mayor",
        "assignment-due_on": "2026-11-30",
    },
    "/admin/mail/": lambda site: {"is_mailed": "on"},
    "/admin/stories/": lambda site: {"note-text": "Who says so?"},
    "/admin/notes/": lambda site: {f"reply-{site.note.pk}-text": "The mayor."},
    "/admin/articles/breakingnews/{breaking}/delete/": lambda site: {"post": "yes"},
    "/admin/articles/frontpage/{planned}/delete/": lambda site: {"post": "yes"},
    "/admin/photos/photo/add/": lambda site: _photo(site, original=picture_file()),
    "/admin/photos/photo/upload/": lambda site: {"original": picture_file(), "alt": "A quay"},
    "/admin/photos/photo/{photo}/replace/": lambda site: {"original": picture_file()},
    "/admin/photos/photo/{photo}/change/": _photo,
    "/admin/photos/photo/": lambda site: _deletion(site.photo.pk),
    "/admin/sources/source/add-named/": lambda site: {"name": "The Register"},
    "/admin/sources/source/add/": lambda site: _row(name="New", slug="new", kind="person"),
    "/admin/sources/source/{source}/change/": lambda site: _row(
        name="Changed", slug="changed", kind="person"
    ),
    "/admin/sources/source/": lambda site: _deletion(site.source.pk),
    "/admin/taggit/tag/add/": lambda site: _row(name="New", slug="new"),
    "/admin/taggit/tag/{tag}/change/": lambda site: _row(name="Changed", slug="changed"),
    "/admin/taggit/tag/": lambda site: _deletion(site.tag.pk),
    "/admin/authors/author/add/": lambda site: _row(name="New", slug="new")
    | _no_rows("profiles"),
    "/admin/authors/author/{guest}/change/": lambda site: _row(name="Changed", slug="changed")
    | _no_rows("profiles"),
    "/admin/authors/author/": lambda site: _deletion(site.guest.pk),
    "/admin/publication/section/add/": lambda site: _row(
        name="New", slug="new", accent="red", order=1
    ),
    "/admin/publication/section/{empty}/change/": lambda site: _row(
        name="Changed", slug="changed", accent="red", order=1
    ),
    "/admin/publication/section/": lambda site: _row(
        **{"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1}
        | {"form-0-id": site.empty.pk, "form-0-order": 7}
    ),
    "/admin/publication/publication/1/change/": lambda site: _row(
        name="Changed", share_caption="Pass it on", share_targets=["email"]
    ),
    "/admin/policies/policy/add/": lambda site: _row(kind="about", prose="<p>Us.</p>"),
    "/admin/policies/policy/ethics/change/": lambda site: _row(prose="<p>Changed.</p>"),
    "/admin/policies/policy/": lambda site: _deletion("ethics"),
    "/admin/staff/person/add/": lambda site: _row(
        username="new", password1=PASSWORD, password2=PASSWORD, role="chief"
    ),
    "/admin/staff/person/{reporter}/change/": lambda site: _row(
        username="mine", is_active="on", role="chief"
    ),
    "/admin/staff/person/{reporter}/password/": lambda site: {
        "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true", "set-password": "1"
    },
    "/admin/staff/person/": lambda site: _deletion(site.reporter.pk),
}  # fmt: skip


def sent_to(address, site):
    return next((make(site) for begin, make in SENT.items() if address.startswith(begin)), {})

from django.http import Http404
from django.shortcuts import redirect, render

from articles.comparing import compare
from articles.models import public_versions
from articles.story_pages import of_a_story


@of_a_story(lambda articles, today: articles.select_related("section"))
def history_page(request, article):
    """List what changed in a story since it was published, the newest change first."""
    versions = public_versions(article, article.versions.without_text())
    numbers = {str(version.number) for version in versions}
    chosen = [request.GET.get(name, "") for name in ("older", "newer")]
    if all(number in numbers for number in chosen):
        older, newer = sorted(chosen, key=int)
        return redirect(f"{article.get_absolute_url()}history/{older}-{newer}/")
    changes = zip(versions[1:], versions, strict=False)
    return render(
        request,
        "articles/history_page.html",
        {
            "article": article,
            "versions": versions,
            "changes": list(changes)[::-1],
            "is_unknown": any(chosen),
        },
        status=400 if any(chosen) else 200,
    )


@of_a_story(lambda articles, today: articles.select_related("section"))
def changes_page(request, article, older, newer):
    """Set two versions of a story against each other, word by word."""
    versions = public_versions(article, article.versions.without_text())
    shown = {version.number: version for version in versions}
    older, newer = shown.get(int(older)), shown.get(int(newer))
    if older is None or newer is None or older.number >= newer.number:
        raise Http404("Readers were never shown these two versions of the story.")
    return render(
        request,
        "articles/changes_page.html",
        {
            "article": article,
            "versions": versions,
            "older": older,
            "newer": newer,
            "lines": compare(older.story, newer.story),
        },
    )

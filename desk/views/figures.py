import csv

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.charts import chart
from desk.figures import IN_A_FILE, ON_THE_PAGE, PERIODS, QUESTIONS, figure
from desk.screens import screen, show

DEFAULT_PERIOD = 30
# A table calculator takes a cell that begins so for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@screen
@require_safe
@permission_required("readership.view_dailyviews", raise_exception=True)
def figures_page(request):
    """Show every figure as a chart with its table."""
    days = _days(request)
    figures = [figure(key, user=request.user, days=days, limit=ON_THE_PAGE) for key in QUESTIONS]
    context = {
        "title": _("Figures"),
        "days": days,
        "periods": PERIODS,
        "figures": [(each, chart(each.rows)) for each in figures],
    }
    return show(request, "desk/figures.html", context)


@screen
@require_safe
@permission_required("readership.view_dailyviews", raise_exception=True)
def figure_table(request, key):
    """Answer one figure as a table that other programs read."""
    if key not in QUESTIONS:
        raise Http404(f"There is no figure “{key}”.")
    asked = figure(key, user=request.user, days=_days(request), limit=IN_A_FILE)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    # Excel takes a file for UTF-8 only with this mark.
    response.write("\ufeff")
    table = csv.writer(response)
    table.writerow(asked.columns)
    table.writerows((_as_text(row.label), row.number) for row in asked.rows)
    return response


def _days(request):
    """Return the number of days that is asked for; Http404 for one that is not offered."""
    text = request.GET.get("days", str(DEFAULT_PERIOD))
    if text not in map(str, PERIODS):
        raise Http404("Figures are there for 1, 7, 30 and 90 days.")
    return int(text)


def _as_text(label):
    return f"'{label}" if label.startswith(FORMULA_SIGNS) else label

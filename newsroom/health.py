"""Whether this process can serve readers, for load balancers and monitors."""

from django.db import DatabaseError, connections
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def health(_request):
    if not any(map(_answers, connections.all())):
        return HttpResponse("The database does not answer.\n", "text/plain", 503)
    return HttpResponse("All is well.\n", "text/plain")


def _answers(connection):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True

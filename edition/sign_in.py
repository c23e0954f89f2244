"""Django's middlewares for those who sign in, which let readers pass.

Readers' pages are the same for everybody: there is nothing in them that a session or a message
could change, and to look for both takes longer than a query.
"""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware

from edition.pages import is_for_readers


class _NotForReaders:
    def __call__(self, request):
        return self.get_response(request) if is_for_readers(request) else super().__call__(request)


class Sessions(_NotForReaders, SessionMiddleware):
    pass


class Accounts(_NotForReaders, AuthenticationMiddleware):
    pass


class Messages(_NotForReaders, MessageMiddleware):
    pass

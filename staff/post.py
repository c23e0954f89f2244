"""Sending what waits to be mailed: right after it was stored, and again if that failed."""

import logging
from threading import Thread

from django.core.mail import get_connection
from django.db import connections, transaction

from staff.models import ForgottenPassword, Mail

logger = logging.getLogger(__name__)


def send_waiting():
    """Send everything that waits, and forget what waited too long.

    Raises OSError if the mail server does not answer, or does not take one of them.
    """
    kinds = (Mail, ForgottenPassword)
    for mail in (mail for kind in kinds for mail in kind.objects.stale()):
        logger.error("A mail waited for a day and is not sent any more: %s", mail)
        mail.delete()
    if waiting := [mail for kind in kinds for mail in kind.objects.waiting()]:
        send(waiting)


def send(mails):
    """Send those of the mails that nobody else does.

    Raises OSError if the mail server does not answer, or does not take one; others are sent.
    """
    failure = None
    connection = get_connection()
    try:
        connection.open()
        for mail in mails:
            if not mail.claim():
                continue
            try:
                connection.send_messages(mail.messages())
            except OSError as error:
                failure = error
                mail.release()
            else:
                mail.delete()
    finally:
        connection.close()
    if failure:
        raise failure


def send_beside(mail):
    """Send a mail once it is stored, in a thread beside the answer."""
    transaction.on_commit(Thread(target=_send_alone, args=[mail]).start)


def _send_alone(mail):
    try:
        send([mail])
    except OSError:
        logger.exception("A mail could not be sent, and waits: %s", mail)
    finally:
        connections.close_all()

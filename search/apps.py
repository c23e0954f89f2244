"""Lays the triggers that keep the index in step, whenever tables may have been made anew."""

from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        from search import index  # it reads models, which are there only now

        articles = apps.get_app_config("articles")
        connection_created.connect(index.teach)
        pre_migrate.connect(index.before_migrating, sender=articles)
        post_migrate.connect(index.after_migrating, sender=articles)

"""Lays the triggers that raise the Edition, whenever tables may have been made anew."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate


class EditionConfig(AppConfig):
    name = "edition"

    def ready(self):
        from edition import watched  # it is needed here alone, once models are there

        articles = apps.get_app_config("articles")
        pre_migrate.connect(watched.before_migrating, sender=articles)
        post_migrate.connect(watched.after_migrating, sender=articles)

from importlib import import_module

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "reviews"

    def ready(self):
        # Importing registers the checks, which need the models to be loaded.
        import_module("reviews.checks")

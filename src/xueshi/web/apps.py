"""The shell as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Layout, components and error pages."""

    name = "xueshi.web"
    label = "web"

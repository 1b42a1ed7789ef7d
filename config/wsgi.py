"""The door for an application server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
resolve("/health/live")  # loads every view now, so that no visitor waits for it

"""The door for an application server."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
resolve("/")  # loads every view now, so that no visitor waits for it

from scoring.model_files import warm_up  # noqa: E402  the apps are loaded only now

Thread(target=warm_up, name="warm-up", daemon=True).start()  # scikit-learn takes seconds; the first page does not wait

"""The web application for a server: ``wesaid serve`` uses it, and so may any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wesaid_web.config.settings")

application = get_wsgi_application()

"""The WSGI application. It does not start with unsafe settings: reviews/checks.py says which."""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evidence.settings")

application = get_wsgi_application()
call_command("check", deploy=True, databases=["default"])

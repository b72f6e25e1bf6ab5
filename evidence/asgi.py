"""The ASGI application. It does not start with unsafe settings: reviews/checks.py says which."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.core.asgi import get_asgi_application
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evidence.settings")

application = get_asgi_application()
# Servers import this inside a running event loop, where the database may not be asked.
with ThreadPoolExecutor(max_workers=1) as worker:
    worker.submit(call_command, "check", deploy=True, databases=["default"]).result()

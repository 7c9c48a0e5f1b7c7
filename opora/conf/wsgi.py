"""Django as a WSGI application: every page and API answer."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.conf.settings")
application = get_wsgi_application()

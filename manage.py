"""Django's own commands for engineers: `python manage.py makemigrations` and the like."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.conf.settings")
execute_from_command_line(sys.argv)

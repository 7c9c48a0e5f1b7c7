"""Django's own commands, for engineers: opora manage makemigrations, opora manage shell …"""

import argparse
import os


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, help="passed on to Django as they are")


def run(args: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.conf.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["opora manage", *args.words])
    return 0

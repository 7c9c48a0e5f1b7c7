"""People who may sign in.

echo "$PASSWORD" | opora user create anna@example.com --name "Anna Nováková" --role agent --password-stdin
"""

import argparse
import sys

ROLES = ("agent", "supervisor", "administrator")


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", help="add somebody who works at the desk")
    create.add_argument("email", metavar="EMAIL", help="the address they sign in with")
    create.add_argument("--name", required=True, help="what customers and colleagues call them")
    create.add_argument("--role", required=True, choices=ROLES, help="what they are to the desk")
    create.add_argument("--language", default="", help="language of their pages: ru, cs or en")
    create.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(args: argparse.Namespace) -> int:
    from opora.cli.boot import ready

    password = sys.stdin.readline().rstrip("\r\n") if args.password_stdin else ""
    if args.password_stdin and not password:
        print("No password came on standard input.", file=sys.stderr)
        return 2
    with ready():
        return _create(args, password)


def _create(args: argparse.Namespace, password: str) -> int:
    from django.conf import settings
    from django.db import transaction
    from django.urls import reverse

    from opora.people.actions import create_person, set_password
    from opora.people.public import Actor

    system = Actor.system()
    with transaction.atomic():
        person = create_person(
            actor=system, name=args.name, email=args.email, role=args.role, language=args.language
        )
        if password:
            set_password(actor=system, person=person, password=password)
    where = settings.ENV.url + reverse(settings.LOGIN_URL)
    print(f"{person.called} <{person.email}> is {person.role} now and signs in at {where}")
    if not password:
        print("No password was given: they ask for a sign-in code by mail on that page.")
    return 0

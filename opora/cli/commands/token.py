"""API tokens. A token acts in its owner's name and is shown once, now.

opora token create anna@example.com --name "nightly export" --scope read
"""

import argparse
import sys
from datetime import timedelta

SCOPES = ("read", "write", "admin")


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", help="make a token and print it")
    create.add_argument("email", metavar="EMAIL", help="whose token it is")
    create.add_argument("--name", default="", help="what it is for, shown beside it in the interface")
    create.add_argument(
        "--scope", action="append", choices=SCOPES, help="what it may do; repeat it (default: all)"
    )
    create.add_argument("--days", type=int, help="how long it lasts (default: until it is revoked)")


def run(args: argparse.Namespace) -> int:
    from opora.cli.boot import ready

    with ready():
        from opora.events.public import clock
        from opora.people.actions import create_token
        from opora.people.public import Actor, by_email

        person = by_email(args.email)
        if person is None:
            print(f"Nobody here has the address {args.email}.", file=sys.stderr)
            return 1
        expires_at = clock.now() + timedelta(days=args.days) if args.days else None
        scopes = args.scope or SCOPES
        _, secret = create_token(
            actor=Actor.system(), person=person, name=args.name, scopes=scopes, expires_at=expires_at
        )
    print(secret)
    return 0

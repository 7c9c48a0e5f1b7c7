"""Mail from the command line.

opora mail parse FILE…      what Opora understands of each mail, as one JSON line; touches no database
"""

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    parse = actions.add_parser("parse", help="read mails and print one JSON line for each")
    parse.add_argument("files", nargs="+", metavar="FILE", help="a raw mail (.eml); - is standard input")


def run(args: argparse.Namespace) -> int:
    # No Django here: a parser that answers at once can be used in scripts and by mail servers.
    from opora.mail.parsing.command import main

    return main(args.files)

"""The HTTP door as a mail server's pipe uses it: the script of the docs, with curl and openssl."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from opora.desk.actions import change_mailbox
from opora.mail.actions import make_mailbox_key
from opora.mail.models import IncomingMail
from opora.mail.public import read_raw
from opora.people.public import Actor
from tests.cast import Cast
from tests.conftest import needs
from tests.mail.letters import letter
from tests.structure.source import ROOT

SYSTEM = Actor.system()


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """What docs/mail-services.md tells to put beside Postfix, with its configuration in this test's folder."""
    tools = all(shutil.which(name) for name in ("curl", "openssl", "sh"))
    needs("curl and openssl", present=tools, install="apt-get install curl openssl")
    text = (ROOT / "docs" / "mail-services.md").read_text("utf-8")
    found = re.search(r"```sh\n(#!/bin/sh\n.*?)```", text, re.DOTALL)
    assert found is not None
    path = tmp_path / "opora-post"
    path.write_text(found.group(1).replace("/etc/opora-post.conf", str(tmp_path / "conf")))
    path.chmod(0o755)
    return path


def test_the_script_of_the_docs(
    transactional_db: None, cast: Cast, live_server: Any, script: Path, settings: Any, tmp_path: Path
) -> None:
    settings.MAIL_ROOT = str(tmp_path / "mail")
    mailbox = change_mailbox(actor=SYSTEM, mailbox=cast.mailbox, incoming="http")
    row, secret = make_mailbox_key(actor=SYSTEM, mailbox=mailbox)
    conf = script.with_name("conf")
    conf.write_text(f"OPORA_ADDRESS={live_server.url}/api/v1/mail/incoming/{row.key} OPORA_SECRET={secret}\n")
    raw = letter(charset="koi8-r").as_bytes() + bytes(range(256)) + b"no line's end"

    def post() -> int:
        command = [str(script), "anna@veter.example", "help+x@severka.example"]
        return subprocess.run(command, input=raw, check=False, timeout=120, capture_output=True).returncode

    assert post() == 0
    kept = IncomingMail.objects.get()
    assert read_raw(kept.digest) == raw
    assert (kept.envelope_from, kept.envelope_to) == ("anna@veter.example", "help+x@severka.example")
    assert post() == 0
    assert sorted(IncomingMail.objects.values_list("state", flat=True)) == ["duplicate", "kept"]
    conf.write_text(conf.read_text().replace(secret, "wrong"))
    assert post() == 75

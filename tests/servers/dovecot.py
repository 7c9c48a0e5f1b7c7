"""A real Dovecot, configured by the test in a folder of its own, on ports of its own."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from imap_tools import MailBoxUnencrypted

from tests.servers.sink import free_port

USER, PASSWORD = "help@severka.example", "a-mailbox-password"
PLACES = ("dovecot", "/usr/sbin/dovecot", "/usr/local/sbin/dovecot")

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
protocols = imap pop3
listen = 127.0.0.1
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 50
auth_failure_delay = 0
{more}
{oauth}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
"""

# Each token is looked up at the provider (RFC 7662).
OAUTH = """
auth_mechanisms = plain {mechanisms}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
"""
ASKING = """
introspection_url = {url}/introspect
introspection_mode = auth
username_attribute = username
active_attribute = active
active_value = true
timeout_msecs = 10000
"""


@dataclass
class Dovecot:
    """A server that can be stopped and started again; mails are put in and looked at through IMAP.

    With `provider`, the address of an OAuth 2 provider, it also takes its tokens, by `mechanisms` in this order; `more`
    is further configuration.
    """

    folder: Path
    imap_port: int = field(default_factory=free_port)
    pop3_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    provider: str = ""
    mechanisms: str = "xoauth2 oauthbearer"
    more: str = ""

    def start(self) -> None:
        """Starts and waits until it answers."""
        for name in ("run", "state", "mail", "home"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        user = pwd.getpwuid(os.getuid()).pw_name
        account = pwd.getpwnam("nobody" if user == "root" else user)
        group = __import__("grp").getgrgid(account.pw_gid).gr_name
        for path in (self.folder, *self.folder.iterdir()):
            shutil.chown(path, account.pw_uid, account.pw_gid)
        words = {"folder": self.folder, "user": account.pw_name, "group": group, "password": PASSWORD}
        words["oauth"] = OAUTH.format(folder=self.folder, mechanisms=self.mechanisms) if self.provider else ""
        (self.folder / "oauth2.conf").write_text(ASKING.format(url=self.provider))
        text = CONFIGURATION.format(**words, imap=self.imap_port, pop3=self.pop3_port, more=self.more)
        (self.folder / "dovecot.conf").write_text(text)
        command = [program(), "-F", "-c", str(self.folder / "dovecot.conf")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait()

    def stop(self) -> None:
        """As a server is stopped for maintenance; sessions break."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(15)
            self.process = None

    def put(self, raw: bytes, folder: str = "INBOX") -> None:
        """Delivers a mail into the mailbox."""
        with self.session() as box:
            box.append(raw, folder)

    def renumber(self) -> None:
        """Loses the index, as after a restore from backup: the folder gets a new UIDVALIDITY and new UIDs."""
        self.stop()
        for path in (self.folder / "mail" / USER).glob("dovecot*"):
            path.unlink() if path.is_file() else shutil.rmtree(path)
        time.sleep(1.1)  # UIDVALIDITY is a time in seconds
        self.start()

    def flags(self, folder: str = "INBOX") -> list[tuple[str, ...]]:
        """The flags of each mail in a folder, oldest first."""
        with self.session() as box:
            box.folder.set(folder)
            return [message.flags for message in box.fetch(mark_seen=False, headers_only=True)]

    def session(self) -> MailBoxUnencrypted:
        """A signed-in session, as another mail program would have."""
        return MailBoxUnencrypted("127.0.0.1", self.imap_port, 10).login(USER, PASSWORD)

    def _wait(self) -> None:
        for _attempt in range(200):
            try:
                with socket.create_connection(("127.0.0.1", self.imap_port), 1) as probe:
                    if probe.recv(100).startswith(b"* OK"):
                        return
            except OSError:
                time.sleep(0.05)
        log = self.folder / "dovecot.log"
        raise RuntimeError(f"Dovecot does not start: {log.read_text() if log.exists() else 'no log'}")


def program() -> str:
    """Where Dovecot is; empty when it is not installed."""
    return next((found for place in PLACES if (found := shutil.which(place))), "")


def is_here() -> bool:
    """Whether this machine has Dovecot."""
    return bool(program())


@contextmanager
def running(provider: str = "") -> Iterator[Dovecot]:
    """A server while the test runs, in a folder that its own user may enter: pytest closes its folders to others."""
    with tempfile.TemporaryDirectory(prefix="opora-dovecot-", ignore_cleanup_errors=True) as folder:
        server = Dovecot(Path(folder), provider=provider)
        try:
            server.start()
            yield server
        finally:
            server.stop()

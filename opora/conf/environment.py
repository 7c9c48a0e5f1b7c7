"""The process settings: everything that comes from `OPORA_*` variables, read once, refused when wrong.

Each variable may also be given as `NAME_FILE`, the path of a file that holds the value (for secrets).
"""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

CLONE = Path(__file__).resolve().parents[2]


class EnvironmentRefused(SystemExit):
    """A variable is unknown or has a value that cannot be used; the text says what to write instead."""


@dataclass(frozen=True)
class Environment:
    """One attribute for each `OPORA_*` variable, in lower case without the prefix."""

    data: Path
    database_url: str
    redis_url: str
    storage_url: str
    url: str
    secret_key: str
    debug: bool
    demo: bool
    smtp_door: str
    smtp_door_tls: str
    smtp_door_certificate: str
    smtp_door_key: str
    smtp_door_proxy: bool
    dns_servers: str
    pictures_from: str
    trusted_proxies: int
    log_level: str
    test_require: bool

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or "127.0.0.1"

    @property
    def secure(self) -> bool:
        return self.url.startswith("https://")


DEFAULTS: dict[str, str] = {
    "data": "",
    "database_url": "",
    "redis_url": "",
    "storage_url": "",
    "url": "http://127.0.0.1:8000",
    "secret_key": "",
    "debug": "no",
    "demo": "no",
    "smtp_door": "127.0.0.1:8025",
    "smtp_door_tls": "",
    "smtp_door_certificate": "",
    "smtp_door_key": "",
    "smtp_door_proxy": "no",
    "dns_servers": "",
    "pictures_from": "",
    "trusted_proxies": "0",
    "log_level": "warning",
    "test_require": "no",
}
# Read by the test suite alone; listed so that a typing mistake elsewhere is still refused.
TESTS_ONLY = {"test_database_url", "test_mariadb_url"}


def read(environ: Mapping[str, str]) -> Environment:
    """The environment as Opora understands it. Raises EnvironmentRefused for an unknown name or value."""
    given = dict(DEFAULTS)
    for name, value in environ.items():
        if name.startswith("OPORA_"):
            key, text = _one(name, value)
            if key not in TESTS_ONLY:
                given[key] = text
    data = Path(given["data"] or _default_data()).expanduser().absolute()
    return Environment(
        data=data,
        database_url=_database(given["database_url"], data),
        redis_url=_with_scheme("OPORA_REDIS_URL", given["redis_url"], "redis", "rediss", "unix"),
        storage_url=_none_yet("OPORA_STORAGE_URL", given["storage_url"]),
        url=_with_scheme("OPORA_URL", given["url"].rstrip("/"), "http", "https"),
        secret_key=given["secret_key"] or _kept_secret(data),
        debug=_flag("OPORA_DEBUG", given["debug"]),
        demo=_flag("OPORA_DEMO", given["demo"]),
        smtp_door=_address("OPORA_SMTP_DOOR", given["smtp_door"]),
        smtp_door_tls=_tls_door(given),
        smtp_door_certificate=given["smtp_door_certificate"],
        smtp_door_key=given["smtp_door_key"],
        smtp_door_proxy=_flag("OPORA_SMTP_DOOR_PROXY", given["smtp_door_proxy"]),
        dns_servers=_servers("OPORA_DNS_SERVERS", given["dns_servers"]),
        pictures_from=_networks("OPORA_PICTURES_FROM", given["pictures_from"]),
        trusted_proxies=_number("OPORA_TRUSTED_PROXIES", given["trusted_proxies"]),
        log_level=_choice("OPORA_LOG_LEVEL", given["log_level"], "debug", "info", "warning", "error"),
        test_require=_flag("OPORA_TEST_REQUIRE", given["test_require"]),
    )


@cache
def environment() -> Environment:
    """This process's environment."""
    return read(os.environ)


def _one(name: str, value: str) -> tuple[str, str]:
    key = name.removeprefix("OPORA_").lower()
    if key in DEFAULTS or key in TESTS_ONLY:
        return key, value.strip()
    if key.endswith("_file") and key.removesuffix("_file") in DEFAULTS:
        try:
            return key.removesuffix("_file"), Path(value).read_text("utf-8").strip()
        except OSError as error:
            raise EnvironmentRefused(f"{name}: cannot read {value}: {error.strerror}.") from error
    known = ", ".join(f"OPORA_{known.upper()}" for known in sorted(DEFAULTS))
    raise EnvironmentRefused(
        f"{name} is not a setting of Opora. Known: {known}; each also with _FILE at the end."
    )


def _default_data() -> Path:
    if (CLONE / "pyproject.toml").exists():
        return CLONE / "data"
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share") / "opora"


def _database(url: str, data: Path) -> str:
    if not url:
        return f"sqlite:///{data / 'opora.sqlite3'}"
    return _with_scheme("OPORA_DATABASE_URL", url, "sqlite", "postgres", "postgresql", "mysql", "mariadb")


def _with_scheme(name: str, url: str, *schemes: str) -> str:
    if url and urlsplit(url).scheme not in schemes:
        wanted = " or ".join(f"{scheme}://…" for scheme in schemes)
        raise EnvironmentRefused(f"{name} must be {wanted}, not “{url}”.")
    return url


def _none_yet(name: str, value: str) -> str:
    if value:
        raise EnvironmentRefused(f"{name}: this version keeps files in the data folder only. Leave it unset.")
    return value


def _flag(name: str, value: str) -> bool:
    if value.lower() in {"yes", "true", "1", "on"}:
        return True
    if value.lower() in {"no", "false", "0", "off", ""}:
        return False
    raise EnvironmentRefused(f"{name} must be yes or no, not “{value}”.")


def _number(name: str, value: str) -> int:
    if not value.isdigit():
        raise EnvironmentRefused(f"{name} must be a whole number, not “{value}”.")
    return int(value)


def _choice(name: str, value: str, *allowed: str) -> str:
    if value.lower() not in allowed:
        raise EnvironmentRefused(f"{name} must be one of {', '.join(allowed)}, not “{value}”.")
    return value.lower()


def _address(name: str, value: str) -> str:
    if value.lower() in {"", "no", "off"}:
        return ""
    host, colon, port = value.rpartition(":")
    if not colon or not host or not port.isdigit():
        raise EnvironmentRefused(f"{name} must be HOST:PORT or off, not “{value}”.")
    return value


def _servers(name: str, value: str) -> str:
    """Addresses with commas between, each with the same port or none; “off”; or nothing: the system's own."""
    if value.lower() in {"", "no", "off"}:
        return "off" if value else ""
    ports = set()
    for one in value.split(","):
        host, colon, port = one.strip().rpartition(":")
        has_port = bool(colon) and ("." in host or host.startswith("["))
        ports.add(port if has_port else "")
        try:
            ipaddress.ip_address((host if has_port else one).strip(" []"))
        except ValueError as error:
            wanted = "addresses like 192.0.2.53,192.0.2.54 or 127.0.0.1:5353, or off"
            raise EnvironmentRefused(f"{name} must be {wanted}, not “{value}”.") from error
    if len(ports) > 1 or not all(port.isdigit() for port in ports if port):
        raise EnvironmentRefused(f"{name} must give all servers the same port, not “{value}”.")
    return value.replace(" ", "")


def _networks(name: str, value: str) -> str:
    """Networks or single addresses with commas between, or nothing."""
    for one in value.split(",") if value else ():
        try:
            ipaddress.ip_network(one.strip())
        except ValueError as error:
            wanted = "networks like 10.0.5.0/24,fd00:5::/64"
            raise EnvironmentRefused(f"{name} must be {wanted}, not “{value}”.") from error
    return value.replace(" ", "")


def _tls_door(given: Mapping[str, str]) -> str:
    address = _address("OPORA_SMTP_DOOR_TLS", given["smtp_door_tls"])
    if address and not given["smtp_door_certificate"]:
        raise EnvironmentRefused("OPORA_SMTP_DOOR_TLS needs a certificate: set OPORA_SMTP_DOOR_CERTIFICATE.")
    return address


def _kept_secret(data: Path) -> str:
    """The secret made on the first run and kept in the data folder, readable by its owner alone."""
    path = data / "secret-key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of this desk was first
            return path.read_text("ascii")
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text("ascii").strip()


assert {field.name for field in fields(Environment)} == set(DEFAULTS)

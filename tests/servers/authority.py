"""A certificate authority of the test's own, and a server's certificate by it."""

import datetime
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Authority:
    """`pem` is what trusts it; `context` serves with a certificate that it gave for `host`."""

    pem: str
    context: ssl.SSLContext


def authority(folder: Path, host: str = "localhost", days: int = 30) -> Authority:
    """Made anew; the server's certificate is good for so many days (a negative number: it is over)."""
    now = datetime.datetime.now(datetime.UTC)
    own, root = _signed("Severka test authority", None, None, now, 30, is_authority=True)
    key, leaf = _signed(host, own, root, now, days)
    chain, secret = folder / "server.pem", folder / "server.key"
    chain.write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, secret)
    return Authority(root.public_bytes(serialization.Encoding.PEM).decode(), context)


def _signed(
    name: str,
    by: ec.EllipticCurvePrivateKey | None,
    issuer: x509.Certificate | None,
    now: datetime.datetime,
    days: int,
    is_authority: bool = False,
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=60))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if not is_authority:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return key, builder.sign(by or key, hashes.SHA256())

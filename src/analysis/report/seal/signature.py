"""Signatures by the user's SSH key, made and checked offline by OpenSSH's `ssh-keygen -Y`."""

import base64
import binascii
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.errors import InputError, Message, RunFailed, said
from analysis.inputs.opened import read_bytes

NAMESPACE = "regionkalkyl"
"""What the signature is for: one made for mail or for git is not taken for a seal."""
KEYS = ("id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa")
"""The names that OpenSSH gives keys, in the order in which they are tried."""
MAX_SIGNATURE = 100_000
BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
WIDTH = 70

State = Literal["good", "bad", "unsigned", "unknown"]


@dataclass(frozen=True)
class Signature:
    """What a signature says: `key` is its kind and fingerprint, `signer` who that is known to be.

    `unknown` is a whole signature by a key that no list of allowed signers names.
    """

    state: State
    key: str = ""
    signer: str = ""


def default_key() -> Path:
    """The user's own SSH key. Raises InputError where there is none."""
    folder = Path.home() / ".ssh"
    for name in KEYS:
        if (folder / name).is_file():
            return folder / name
    raise InputError(
        Message("there is no SSH key to sign with"),
        file=folder,
        expected=Message("a key made by ssh-keygen, or --key with the path of one"),
    )


def default_signers() -> Path | None:
    """The list of allowed signers (*godkända undertecknare*) that ssh and git use, if any."""
    path = Path.home() / ".ssh" / "allowed_signers"
    return path if path.is_file() else None


def sign(content: bytes, key: Path) -> bytes:
    """The signature of a content, armoured. A key with a passphrase asks for it at the terminal.

    `key` is a private key, or a public one whose private half the ssh-agent holds. Raises
    InputError when there is no such file and RunFailed when it cannot sign.
    """
    if not key.is_file():
        raise InputError(
            Message("there is no such key"), file=key, expected=Message("the path of an SSH key")
        )
    done = _run("sign", "-n", NAMESPACE, "-f", str(key.absolute()), content=content)
    if done.returncode:
        raise RunFailed(Message("{key} cannot sign: {reason}", key=key, reason=_words(done.stderr)))
    return done.stdout


def public_line(key: Path, signer: str) -> str | None:
    """The line that makes a key known to an auditor, or None when its public half is not here."""
    public = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    try:
        kind, data = read_bytes(public).decode("ascii").split()[:2]
    except (InputError, ValueError):
        return None
    return f'{signer} namespaces="{NAMESPACE}" {kind} {data}'


def check(content: bytes, path: Path, signers: Path | None) -> Signature:
    """What the signature at `path` says of a content. Raises RunFailed without ssh-keygen."""
    if not path.exists() and not path.is_symlink():
        return Signature("unsigned")
    if path.is_symlink() or not _canonical(path):
        return Signature("bad")
    name = str(path.absolute())
    looked = _run("check-novalidate", "-n", NAMESPACE, "-s", name, content=content)
    told = re.search(r" signature with (\S+) key (\S+)", _words(looked.stdout))
    if looked.returncode or told is None:
        return Signature("bad")
    key = f"{told[1]} {told[2]}"
    if signers is None:
        return Signature("unknown", key)
    listed = str(signers.absolute())
    found = _run("find-principals", "-s", name, "-f", listed, content=content)
    for signer in found.stdout.decode(errors="replace").splitlines():
        seen = _run(
            "verify", "-n", NAMESPACE, "-s", name, "-f", listed, "-I", signer, content=content
        )
        if not seen.returncode:
            return Signature("good", key, signer)
    return Signature("unknown", key)


def _canonical(path: Path) -> bool:
    """Whether a signature is written as ssh-keygen does, so that no byte of it can be another."""
    try:
        text = read_bytes(path, MAX_SIGNATURE).decode("ascii")
        raw = base64.b64decode(text.removeprefix(BEGIN).partition(END)[0])
    except (InputError, ValueError, binascii.Error):
        return False
    packed = base64.b64encode(raw).decode()
    lines = [packed[start : start + WIDTH] for start in range(0, len(packed), WIDTH)]
    return text == "\n".join([BEGIN, *lines, END, ""])


def _run(verb: str, *options: str, content: bytes) -> "subprocess.CompletedProcess[bytes]":
    program = shutil.which("ssh-keygen")
    if program is None:
        raise RunFailed(
            Message("ssh-keygen is missing: install OpenSSH (in Debian: openssh-client)")
        )
    return subprocess.run(
        [program, "-Y", verb, *options], input=content, capture_output=True, check=False
    )


def _words(output: bytes) -> str:
    return said(ValueError(output.decode(errors="replace")))

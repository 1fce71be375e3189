"""What a page with a script may do: run its own script and style, known by their hashes."""

import base64
import hashlib
import json


def policy(script: str, css: str, pictures: bool = False) -> str:
    """The policy of a page that runs `script` and is styled by `css`, and lets nothing else in but,
    where it says so, pictures of its own."""
    own = "img-src data:; " if pictures else ""
    return (
        f"default-src 'none'; {own}script-src {_hash(script)}; style-src {_hash(css)}; "
        "base-uri 'none'; form-action 'none'"
    )


def page_policy(script: str = "") -> str:
    """The policy of a chapter: its own pictures and styles, and `script` where it runs one."""
    own = f"; script-src {_hash(script)}" if script else ""
    return f"default-src 'none'; img-src data:; style-src 'unsafe-inline'{own}"


def json_text(data: object) -> str:
    """JSON that can stand in a page: no text in it ends the element or begins another."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

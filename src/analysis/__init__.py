"""Long-range finance for Swedish regions."""

import sys

# nbformat's validator (jsonschema) would import this checker of internationalised addresses, which
# compiles a grammar for 1.4 seconds; no notebook of ours holds one. None makes the import fail
# at once, and jsonschema then goes without.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

"""A few hundred real contracts that ship with the product; SOURCES.md beside them names publishers and licences."""

from pathlib import Path
from typing import Final

#: The file, as line-delimited OCDS releases.
CONTRACTS: Final = Path(__file__).parent / "contracts.jsonl.gz"

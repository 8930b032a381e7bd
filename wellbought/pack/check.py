"""Proves a pack as a whole: every name leads somewhere, nothing is left lying about, every fact can be asked for."""

from collections.abc import Iterable
from pathlib import Path

from wellbought.pack.files import PackFault
from wellbought.pack.proofs import PROOFS
from wellbought.pack.read import Pack, PackInvalid, read_in_part


def check_pack(folders: Iterable[Path]) -> Pack:
    """Read packs and prove them.

    :raises PackInvalid: with every fault at once, each with file, line and field
    """
    pack, faults = prove_packs(folders)
    if faults:
        raise PackInvalid(faults)
    return pack


def prove_packs(folders: Iterable[Path]) -> tuple[Pack, list[PackFault]]:
    """Read packs, and tell every fault in the order of files and lines.

    What could be read of a broken file is proven like all else. Only faults that follow from what could not be read are
    left out, such as a name that the broken file would have given.

    :returns: the pack, for further proofs: it is not to be used if there are faults
    """
    pack, faults = read_in_part(folders)
    if "core" in pack.folders:
        faults += [fault for proof in PROOFS for fault in proof(pack)]
    told = {(str(fault.path), fault.line, fault.field, fault.message): fault for fault in faults}
    return pack, [told[place] for place in sorted(told)]

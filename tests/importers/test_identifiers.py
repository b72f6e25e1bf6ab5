"""One spelling for each identifier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers.identifiers import if_valid, normalise
from reviews.vocabulary import Scheme


@pytest.mark.parametrize(
    ("scheme", "text", "normal"),
    [
        (Scheme.DOI, "10.1000/182", "10.1000/182"),
        (Scheme.DOI, " 10.1000/ABC.D ", "10.1000/abc.d"),
        (Scheme.DOI, "doi:10.1000/182", "10.1000/182"),
        (Scheme.DOI, "DOI: 10.1000/182.", "10.1000/182"),
        (Scheme.DOI, "doi 10.1000/182", "10.1000/182"),
        (Scheme.DOI, "https://doi.org/10.1000/182", "10.1000/182"),
        (Scheme.DOI, "http://dx.doi.org/10.1000%2F182?x=1#y", "10.1000/182"),
        (Scheme.DOI, "www.doi.org/10.1000/182", "10.1000/182"),
        (Scheme.DOI, "info:doi/10.1000/182", "10.1000/182"),
        (Scheme.DOI, "10.1000/182),", "10.1000/182"),
        (Scheme.DOI, "10.1016/S0140-6736(03)00001-2", "10.1016/s0140-6736(03)00001-2"),
        (
            Scheme.DOI,
            "10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E",
            "10.1002/(sici)1097-0258(19980430)17:8<857::aid-sim777>3.0.co;2-e",
        ),
        (Scheme.DOI, "10.1000.10/123?456", "10.1000.10/123?456"),
        (Scheme.PMID, "14584089", "14584089"),
        (Scheme.PMID, " PMID: 14584089 ", "14584089"),
        (Scheme.PMID, "https://pubmed.ncbi.nlm.nih.gov/14584089/", "14584089"),
        (Scheme.PMID, "http://www.ncbi.nlm.nih.gov/pubmed/14584089", "14584089"),
        (Scheme.PMCID, "pmc1234567", "PMC1234567"),
        (Scheme.PMCID, "PMCID: PMC1234567.2", "PMC1234567"),
        (
            Scheme.PMCID,
            "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/",
            "PMC1234567",
        ),
        (Scheme.PMCID, "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/", "PMC1234567"),
    ],
)
def test_an_identifier_has_one_spelling(scheme, text, normal):
    assert normalise(scheme, text) == normal
    assert normalise(scheme, normal) == normal


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        (Scheme.DOI, ""),
        (Scheme.DOI, "unavailable"),
        (Scheme.DOI, "11.1000/182"),
        (Scheme.DOI, "10.1/182"),
        (Scheme.DOI, "10.1000/"),
        (Scheme.DOI, "10.1000/a b"),
        (Scheme.DOI, "10.1000/a\x01b"),
        (Scheme.DOI, "https://example.org/10.1000/182"),
        (Scheme.DOI, "10.1000/" + ")" * 100_000),
        (Scheme.PMID, ""),
        (Scheme.PMID, "0"),
        (Scheme.PMID, "0123"),
        (Scheme.PMID, "123456789"),
        (Scheme.PMID, "12 34"),
        (Scheme.PMID, "١٢٣"),
        (Scheme.PMID, "PMC123"),
        (Scheme.PMCID, "1234567"),
        (Scheme.PMCID, "PMC0"),
    ],
)
def test_what_is_none_is_refused_with_what_it_should_look_like(scheme, text):
    with pytest.raises(Unreadable, match=f"is not a {scheme.label}: it should"):
        normalise(scheme, text)
    assert if_valid(scheme, text) == ""


@given(st.sampled_from(Scheme), st.text())
def test_any_text_is_normalised_or_refused(scheme, text):
    normal = if_valid(scheme, text)
    assert if_valid(scheme, normal) == normal

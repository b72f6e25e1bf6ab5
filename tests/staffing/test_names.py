"""Members and authors: what is one person, what asks, and what is plainly someone else."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reviews.staffing.names import Overlap, is_like, overlap

ONE, OTHER = "0000-0002-1825-0097", "0000-0001-5109-3700"

# Names of letters from which neither a particle nor a title can be made.
NAME = st.text("bcfgkprt", min_size=3, max_size=8).map(str.title)
ACCENTED = st.text("bcfgk\u00e9\u00fc\u00f1\u00e7", min_size=4, max_size=8).map(str.title)
PARTICLE = st.sampled_from(["van der", "de la", "von", "al", "Dos"])


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Anna van der Berg", "van der Berg", "A."),
        ("Anna Berg", "van der Berg", "Anna"),
        ("Berg A", "van der Berg", "A M"),
        ("Eva Muller", "M\u00fcller", "E"),
        ("Eva Mueller", "M\u00fcller", "E"),
        ("Alpha Ada", "Alpha", "Ada"),
        ("Dr Ada Alpha, PhD", "Alpha", "A"),
        ("Ada Alpha", "Alpha", ""),
        ("Ada Alpha", "Alpha Jr", "A"),
        ("Jean-Paul Alpha", "Alpha", "JP"),
        ("JP Alpha", "Alpha", "Jean-Paul"),
        ("Alpha, Jean Paul", "Alpha", "J.-P."),
        ("Anna M\u00fcller-Schmidt", "Mueller Schmidt", "A"),
        ("Anna M\u00fcller", "M\u00fcller-Schmidt", "A"),
        ("Anna Muellerschmidt", "M\u00fcller-Schmidt", "A"),
        ("Jos\u00e9 Garc\u00eda", "Garc\u00eda L\u00f3pez", "J"),
        ("Wei Li", "Li", "Wei"),
        ("Li Wei", "Li", "W"),
        ("M. A. Alpha", "Alpha", "Ann"),
        ("Mary Ann Alpha", "Alpha", "Ann"),
        ("Alex Alpha", "Alpha", "Alexandra"),
        ("ANN ALPHA", "Alpha", "A"),
        ("Ann O'Brien", "O\u2019Brien", "A"),
        ("S\u00f8ren \u0141ukasz", "Lukasz", "S"),
    ],
)
def test_who_can_be_an_author_is_asked(name, family, given):
    assert is_like(name, family, given)


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Ann Alpha", "Beta", "Ann"),
        ("Ann Alpha", "Alpha", "B"),
        ("Ann Alpha", "Alpha", "Adam"),
        ("Ann Alpha", "Alphason", "A"),
        ("Ann van Berg", "van Bergh", "A"),
        ("Anna", "Annason", "B"),
        ("", "Alpha", "A"),
        ("Ann Alpha", "", ""),
    ],
)
def test_who_has_another_name_is_not(name, family, given):
    assert not is_like(name, family, given)


@given(st.lists(NAME, min_size=1, max_size=3), NAME, st.data())
def test_however_a_catalogue_writes_it_the_name_is_found(given_names, family, data):
    assume(family.casefold() not in {name.casefold() for name in given_names})
    own = data.draw(
        st.sampled_from(
            [
                " ".join([*given_names, family]),
                " ".join([family, *given_names]),
                f"{family}, {' '.join(given_names)}",
                "-".join(given_names) + f" {family}",
                " ".join([*given_names, family]).upper(),
            ]
        )
    )
    initials = [name[0] for name in given_names]
    written = data.draw(
        st.sampled_from(
            [
                " ".join(given_names),
                "-".join(given_names),
                " ".join(initials),
                "".join(initials),
                ".".join(initials) + ".",
                given_names[0],
                "",
            ]
        )
    )
    prefix = data.draw(st.one_of(st.just(""), PARTICLE.map(lambda word: f"{word} ")))
    assert is_like(own, prefix + family, written)
    assert is_like(own, f"{prefix}{family}".upper(), written)
    assert is_like(prefix + own, family, written)


@given(ACCENTED, NAME)
def test_accents_make_no_difference(family, given_name):
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", family) if not unicodedata.combining(sign)
    )
    for name in (family, bare):
        assert is_like(f"{given_name} {name}", family, given_name)
        assert is_like(f"{given_name} {name}", bare, given_name[0])


@given(NAME, NAME, NAME)
def test_another_family_name_is_another_person(given_name, family, other):
    assume(other.casefold() not in {family.casefold(), given_name.casefold()})
    assert not is_like(f"{given_name} {family}", other, given_name)


@given(NAME, NAME, NAME)
def test_another_given_name_is_another_person(given_name, other, family):
    assume(given_name[0] != other[0] and family not in (given_name, other))
    assert not is_like(f"{given_name} {family}", family, other)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_written_gets_an_answer(name, family, given_name):
    assert is_like(name, family, given_name) in (True, False)


def author(family="Alpha", given_name="Ann", orcid=""):
    return {"family": family, "given": given_name, "orcid": orcid}


@pytest.mark.parametrize("written", [ONE, f"https://orcid.org/{ONE}", ONE.replace("-", "")])
def test_one_orcid_is_one_person_whatever_the_names(written):
    assert overlap(["Somebody Else"], ONE, author(orcid=written)) == Overlap.ORCID


@pytest.mark.parametrize(
    ("names", "orcid", "of_author", "found"),
    [
        (["Ann Alpha"], "", author(), Overlap.NAME),
        (["Ann Alpha"], ONE, author(), Overlap.NAME),
        (["Ann Alpha"], ONE, author(orcid=OTHER), Overlap.NAME),
        (["Ann Beta", "Ann Alpha"], "", author(), Overlap.NAME),
        (["Ann Beta"], "", author(), Overlap.NONE),
        (["Ann Beta"], ONE, author(orcid=OTHER), Overlap.NONE),
        (["Ann Beta"], "", author(orcid=""), Overlap.NONE),
        (["Alpha Group"], "", {"collective": "Alpha Group"}, Overlap.NONE),
        ([], "", author(), Overlap.NONE),
    ],
)
def test_a_name_asks_and_an_orcid_knows(names, orcid, of_author, found):
    assert overlap(names, orcid, of_author) == found

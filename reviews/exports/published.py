"""Published claims as other programs are given them: what they hold, at which permanent
addresses, and what became of them since."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from django.urls import reverse

from reviews.exports import editions
from reviews.exports.reading_claims import became, in_text_order
from reviews.exports.reading_papers import newest
from reviews.exports.reading_rounds import about, counting
from reviews.instruments import definition
from reviews.vocabulary import Banner


@dataclass(frozen=True)
class Published:
    """Claims of one edition, in the order of their texts, and {id: paper} of what they stand in
    and cite, as the newest of them has it. `site` is where addresses begin, such as
    https://evidence.example; `since`, by claim id, are sentences that the edition does not
    hold; `withdrawn` are ids of claims; `definitions`, by SHA-256, are of the instruments with
    which papers were judged, where it is a whole edition."""

    site: str
    slug: str
    number: int
    at: datetime
    contents: list[dict]
    papers: dict[str, dict]
    since: dict[str, list[str]] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    definitions: dict[str, definition.Instrument] = field(default_factory=dict)

    @cached_property
    def counting(self):
        """Ids of the rounds that count."""
        return counting(self.contents)

    def rounds(self, content, subject):
        """Those of the claim itself, or of its paper, that count."""
        return [each for each in about(content, subject) if each["id"] in self.counting]

    @property
    def moment(self):
        """When it was published, in UTC."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def url(self):
        return self.site + reverse("release", args=[self.slug, self.number])

    def claim(self, content):
        """The permanent address of one of its claims."""
        return self.site + reverse("claim-edition", args=[content["claim"], self.number])

    def paper(self, paper):
        return self.site + reverse("paper", args=[paper["id"]])

    @property
    def method(self):
        """Where labels, flags and instruments are explained, each under an id of its own."""
        return self.site + reverse("method")


def of_release(release, site) -> Published:
    """A whole edition."""
    found = editions.whole(release)
    standings, definitions = found.standings.values(), found.definitions
    return _published(release, site, found.contents, standings, definitions=definitions)


def of_content(content, release, standing, site) -> Published:
    """One claim as the release has it; `standing` is as that edition shows it."""
    return _published(release, site, [content], [standing])


def _published(release, site, contents, standings, **more):
    standings = list(standings)
    since = {str(standing.pk): became(standing) for standing in standings}
    return Published(
        site=site.rstrip("/"),
        slug=release.panel.slug,
        number=release.number,
        at=release.published_at,
        contents=in_text_order(contents),
        papers=newest(contents),
        since={claim: told for claim, told in since.items() if told},
        withdrawn=frozenset(
            str(standing.pk) for standing in standings if standing.banner == Banner.WITHDRAWN
        ),
        **more,
    )

"""What pages and reports say of decided rounds: questions, answers, agreement."""

from collections import Counter
from dataclasses import dataclass
from operator import itemgetter

from reviews.exports.language import gettext as _
from reviews.exports.reading_papers import day
from reviews.exports.terms import certainty, quoted, within
from reviews.exports.words import counted
from reviews.models.digests import canonical, sha256
from reviews.vocabulary import PublicationStatus


@dataclass(frozen=True)
class Comparison:
    """One item of a round: what was settled, and what each appraiser answered, by letter."""

    item: str
    label: str
    settled: dict | None
    answers: list[dict | None]

    @property
    def differs(self):
        return len({answer and answer["answer"] for answer in self.answers}) > 1


def about(content, subject) -> list[dict]:
    """The rounds about the claim itself, or about its paper."""
    return [round for round in content["rounds"] if round["about"] == subject]


def counting(contents) -> set[str]:
    """Ids of the rounds that count in an edition of these claims: of those that asked the same,
    the one decided last. Pages show the others as well; whoever takes a file for what a panel
    concludes must not find two conclusions in it."""
    return last_asked(map(asking, contents))


def asking(content):
    """What of a claim says which of its rounds count, in little: how many it shows of its paper,
    and [(digest of what a round asked, its id)] in the order in which they were decided."""
    told = [(sha256(canonical(_question(round, content))), round["id"])
            for round in content["rounds"]]  # fmt: skip
    return len(about(content, "paper")), told


def last_asked(asked) -> set[str]:
    """The same of what `asking` gave for each claim."""
    last = {}
    # The more rounds a claim shows of its paper, the later it was frozen.
    for told in map(itemgetter(1), sorted(asked, key=itemgetter(0))):
        last |= dict(told)
    return set(last.values())


def _question(round, content):
    subject = content["claim"] if round["about"] == "claim" else content["paper"]["id"]
    body = round.get("body")
    asked = [body["question"], body["outcome"]["name"]] if body else round["result_of_paper"]
    return subject, round["instrument"]["key"], canonical(asked)


def comparisons(round) -> list[Comparison]:
    """Every item that was settled or answered, with the answers in order of letter."""
    settled = {answer["item"]: answer for answer in round["verdict"]["answers"]}
    given = [{a["item"]: a for a in appraisal["answers"]} for appraisal in round["appraisals"]]
    items = {}
    for answers in (settled, *given):
        items |= {item: answer["label"] for item, answer in answers.items() if item not in items}
    return [
        Comparison(item, label, settled.get(item), [answers.get(item) for answers in given])
        for item, label in items.items()
    ]


def agreed(round) -> dict:
    """How far the appraisers of one round agreed. `same_result` is how many of them reached the
    result that most did; None where the instrument gives none."""
    rows = comparisons(round)
    results = (appraisal["result"]["value"] for appraisal in round["appraisals"])
    counts = Counter(result for result in results if result)
    return {
        "appraisers": len(round["appraisals"]),
        "same_result": max(counts.values()) if counts else None,
        "items": len(rows),
        "differing": [{"item": row.item, "label": row.label} for row in rows if row.differs],
    }


def agreement_sentence(round) -> str:
    """As the edition froze it; editions made before that hold what it is computed from."""
    found = round.get("agreement") or agreed(round)
    appraisers, same, items = found["appraisers"], found["same_result"], found["items"]
    labels = [each["label"] for each in found["differing"]]
    told = []
    if same == 1:
        said = _("No two of {appraisers} appraisers reached the same result.")
        told.append(said.format(appraisers=appraisers))
    elif same is not None:
        said = _("{same} of {appraisers} appraisers reached the same result.")
        told.append(said.format(same=same, appraisers=appraisers))
    said = _("All gave the same answer on {alike} of {items} items.")
    told.append(said.format(alike=items - len(labels), items=items))
    if labels:
        told.append(_("They differ on: {items}.").format(items="; ".join(labels)))
    return " ".join(told)


def appraiser(appraisal) -> str:
    """The letter, and the name if the panel publishes names; of a dissent likewise."""
    name = appraisal.get("name")
    return f"{appraisal['letter']}, {name}" if name else appraisal["letter"]


def reached(round) -> str:
    """What is told of the discussion or the vote behind the verdict, or ""."""
    told = round["verdict"].get("reached") or {}  # editions before motions do not tell
    if votes := told.get("votes"):
        return f"{counted(votes)}."
    if told.get("discussed_on"):
        return _("Discussed by {count} members on {day}.").format(
            count=told["participants"], day=day(told["discussed_on"])
        )
    return ""


def appraised_by(appraisal) -> str:
    return _("Appraiser {name}").format(name=appraiser(appraisal))


def dissenting(dissent) -> str:
    return _("Appraiser {name} dissents.").format(name=appraiser(dissent))


def settled(verdict) -> str:
    """How, and when."""
    way = within(verdict["settled_by"]["label"])
    return _("Settled by {way} on {day}").format(way=way, day=day(verdict["decided_on"]))


def dissents(round) -> list[tuple[str, str]]:
    """[(who dissents, in a sentence; the statement)]"""
    return [(dissenting(dissent), dissent["statement"]) for dissent in round["dissents"]]


def round_title(round) -> str:
    if round["body"]:
        return _("For {outcome}").format(outcome=round["body"]["outcome"]["name"])
    return f"{round['instrument']['name']}, {round['result_of_paper']}"


def asked(round) -> list[str]:
    """The question, the outcome and the body of a claim's round, a sentence each."""
    if not round["body"]:
        return []
    body, question, outcome = round["body"], round["body"]["question"], round["body"]["outcome"]
    threshold = f" ({question['threshold']})" if question["threshold"] else ""
    surrogate, searched = "", ""
    if outcome["surrogate_of"]:
        surrogate = _(", a surrogate of {outcome}").format(outcome=outcome["surrogate_of"])
    if body["searched_on"]:
        searched = _(", searched on {day}").format(day=day(body["searched_on"]))
    again = round["reopened_because"]
    return [
        _("{intervention} against {comparator}, in {population}; as of {day}.").format(
            intervention=question["intervention"],
            comparator=question["comparator"],
            population=question["population"],
            day=day(question["as_of"]),
        ),
        _("Rated: {target}{threshold}.").format(
            target=within(question["target"]["label"]), threshold=threshold
        ),
        _("{importance} outcome, {effect}{surrogate}.").format(
            importance=outcome["importance"]["label"],
            effect=within(outcome["effect"]["label"]),
            surrogate=surrogate,
        ),
        _("What was graded: {basis}{searched}. {description}").format(
            basis=within(body["basis"]["label"]),
            searched=searched,
            description=body["description"],
        ),
        *([_("Opened again: {reason}").format(reason=again)] if again else []),
    ]


def body_papers(round) -> list[str]:
    """The papers of the graded body, with what sources list of them."""
    found = []
    for paper in round["body"]["papers"] if round["body"] else []:
        line = f"{paper['short']}. {paper['title']}"
        if paper["status"]["value"] != PublicationStatus.NOT_LISTED:
            line += f" {paper['status']['label']}."
        if paper["kept_because"]:
            said = _("Kept because: {reason}").format(reason=paper["kept_because"])
            line += f" {said}"
        found.append(line)
    return found


def rests_on(answer) -> str:
    """What one answer rests on: the quote, the note, the kind of basis."""
    quote = quoted(answer["quote"]["exact"]) if answer["quote"] else ""
    basis = "" if answer["quote"] else f"({answer['basis']['label']})"
    return " ".join(filter(None, [quote, answer["note"], basis]))


def departure(round) -> str:
    """That the panel decided otherwise than the instrument proposed, or by itself where that
    proposed nothing, or ""."""
    verdict = round["verdict"]
    if verdict["proposed"] == verdict["result"]["value"]:
        return ""
    if not verdict["proposed"]:
        return _("The instrument proposed no result; the panel gave its own.")
    is_grade = round["instrument"]["key"] == "grade"
    proposed = certainty(verdict["proposed"]) if is_grade else verdict["proposed"]
    said = _("The instrument proposed “{proposed}”; the panel decided otherwise.")
    return said.format(proposed=proposed)


def signed(step: int | None) -> str:
    """A step of a sum with its sign, as print has it; of None, nothing."""
    if step is None:
        return ""
    return f"\N{MINUS SIGN}{-step}" if step < 0 else f"+{step}" if step else "0"

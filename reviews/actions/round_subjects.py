"""Whether a round may be about this: a claim with its body, a paper, or one result of a paper."""

from django.core.exceptions import ValidationError

from reviews.actions.moves import hold
from reviews.instruments.definition import Subject, suits
from reviews.vocabulary import ClaimState, Kind, StudyDesign

LONGEST_RESULT = 500  # characters
GRADABLE = (ClaimState.ACCEPTED, ClaimState.GRADED, ClaimState.PUBLISHED)


def check_claim(claim, body, instrument):
    """Takes the claim's row; raises ValidationError with a sentence, or Conflict."""
    if instrument.subject != Subject.CLAIM:
        raise ValidationError(f"{instrument.name} judges a paper, not a claim.")
    if body is None:
        raise ValidationError("Choose the question, the outcome and the body to be graded.")
    if body.outcome.question.panel_id != claim.source.paper.panel_id:
        raise ValidationError("This body of evidence belongs to another panel.")
    hold(claim, states=GRADABLE)
    if claim.wording.kind == Kind.BACKGROUND:
        raise ValidationError("Background is accepted but never graded alone.")


def check_eligible(claim, protocol):
    wording = claim.wording
    if wording.kind not in protocol.kinds or wording.scope not in protocol.scopes:
        what = f"{wording.get_kind_display()}, {wording.get_scope_display()}".lower()
        raise ValidationError(
            f"Version {protocol.number} of the protocol does not take this kind of claim "
            f"({what}). Leave it out, or amend the protocol."
        )


def judged(paper, paper_result, result, instrument):
    """What of the paper is judged, in words. Raises ValidationError for an instrument that is
    not made for the paper's design, and where it asks for one result, or for the whole."""
    name = instrument.name
    if instrument.subject == Subject.CLAIM:
        raise ValidationError(f"{name} judges a claim, not a paper.")
    if not suits(instrument, StudyDesign(paper.design)):
        made_for = ", ".join(design.label.lower() for design in instrument.designs)
        raise ValidationError(
            f"{name} is not made for this design ({paper.get_design_display().lower()}), "
            f"but for: {made_for}. Choose another, or correct the paper's design."
        )
    if instrument.subject == Subject.RESULT:
        return _one_result(paper, paper_result, name)
    if paper_result:
        raise ValidationError(f"{name} judges the paper as a whole: choose no result of it.")
    if not 0 < len(result.strip()) <= LONGEST_RESULT:
        raise ValidationError(
            f"Say what of the paper is judged, in {LONGEST_RESULT} characters or fewer."
        )
    return result.strip()


def _one_result(paper, paper_result, name):
    if paper_result is None:
        raise ValidationError(
            f"{name} judges one result of a paper: choose which, or write it under “Results” first."
        )
    if paper_result.paper_id != paper.pk:
        raise ValidationError("This result belongs to another paper.")
    return str(paper_result)

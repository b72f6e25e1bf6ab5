"""Managers that see through the blinding, for those who must: actions that freeze, reveal and
settle, the makers of releases and archives, and `verify_audit`. Nobody else may import
this module; tests/test_architecture.py has the list."""

from reviews.models.appraisals import Appraisal, Draft, DraftVersion, Judgement
from reviews.models.discussions import SettlerNote
from reviews.models.motions import Assent, Dissent, Vote

drafts = Draft._base_manager
draft_versions = DraftVersion._base_manager
appraisals = Appraisal._base_manager
judgements = Judgement._base_manager
votes = Vote._base_manager
dissents = Dissent._base_manager
assents = Assent._base_manager
notes = SettlerNote._base_manager


def rows(model):
    """All rows of any model, for archives."""
    return model._base_manager.all()

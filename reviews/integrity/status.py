"""What is known of a paper from all its notices."""

from reviews.vocabulary import Nature, PublicationStatus

STATUS = {
    Nature.REINSTATEMENT: PublicationStatus.REINSTATED,
    Nature.CORRECTION: PublicationStatus.CORRECTED,
    Nature.EXPRESSION_OF_CONCERN: PublicationStatus.CONCERN,
    Nature.RETRACTION: PublicationStatus.RETRACTED,
}
_GRAVITY = list(STATUS)


def publication_status(notices):
    """The latest dated nature. If a date is missing, or several share the latest, the gravest,
    unless a reinstatement answers it: one that is not known to be older.

    `notices` carry `nature` and `dated`, a date or None.
    """
    notices = list(notices)
    if not notices:
        return PublicationStatus.NOT_LISTED
    dates = {notice.dated for notice in notices}
    if None not in dates:
        notices = [notice for notice in notices if notice.dated == max(dates)]
    nature = max((Nature(notice.nature) for notice in notices), key=_GRAVITY.index)
    gravest = [notice for notice in notices if notice.nature == nature]
    answers = [notice for notice in notices if notice.nature == Nature.REINSTATEMENT]
    if all(any(_may_follow(answer, act) for answer in answers) for act in gravest):
        return PublicationStatus.REINSTATED
    return STATUS[nature]


def _may_follow(answer, act):
    return answer.dated is None or act.dated is None or answer.dated >= act.dated

"""What must be true across tables: the list that models.promises writes as triggers."""

from dataclasses import dataclass

APPEND_ONLY = (
    "source",
    "revision",
    "appraisal",
    "judgement",
    "verdict",
    "settlement",
    "overallchoice",
    "vote",
    "notice",
    "frozenclaim",
    "frozenpaper",
    "release",
    "event",
    "officialtexts",
)

# Parts of a protocol, which stand as they are once it is locked.
PROTOCOL_PARTS = ("protocolinstrument", "protocoloutcome")

NOTHING = "FALSE"  # nothing of a promise lasts


@dataclass(frozen=True)
class Promise:
    """One trigger: when `broken` holds for a new row of `table`, the write is refused.

    `name` reaches actions as the constraint's name. `broken` is SQL that both databases
    understand, with NEW for the row; for append-only tables it is empty: always refused.
    Where it asks for a state that passes, `lasting` is what of it is wrong at any later time.
    """

    name: str
    table: str
    event: str
    broken: str = ""
    lasting: str = ""


def _misquotes(source):
    return (
        f"NOT EXISTS (SELECT 1 FROM reviews_source s WHERE s.id = {source} "
        'AND substr(s.text, NEW.start + 1, NEW."end" - NEW.start) = NEW.exact '
        'AND length(NEW.exact) = NEW."end" - NEW.start)'
    )


def _in_locked_protocol(row):
    return (
        f"EXISTS (SELECT 1 FROM reviews_protocol p WHERE p.id = {row}.protocol_id "
        "AND p.locked_at IS NOT NULL)"
    )


_FOLLOWS_NONE = (
    "NOT EXISTS (SELECT 1 FROM reviews_protocol p JOIN reviews_protocolinstrument i "
    "ON i.protocol_id = p.id WHERE p.id = NEW.protocol_id AND p.panel_id = NEW.panel_id "
    "AND p.locked_at IS NOT NULL AND i.instrument_id = NEW.instrument_id)"
)
_QUOTED = f"NEW.basis = 'quote' AND {_misquotes('NEW.source_id')}"

PROMISES = (
    Promise(
        "claim_is_verbatim",
        "reviews_revision",
        "INSERT",
        _misquotes("(SELECT c.source_id FROM reviews_claim c WHERE c.id = NEW.claim_id)"),
    ),
    Promise("judgement_quote_is_verbatim", "reviews_judgement", "INSERT", _QUOTED),
    Promise("settlement_quote_is_verbatim", "reviews_settlement", "INSERT", _QUOTED),
    Promise(
        "only_the_assignee_submits_into_an_open_round",
        "reviews_appraisal",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM reviews_assignment a JOIN reviews_round r "
        "ON r.id = a.round_id WHERE a.id = NEW.assignment_id AND a.round_id = NEW.round_id "
        "AND a.user_id = NEW.appraiser_id AND a.ended_at IS NULL AND r.state = 'open')",
        "NOT EXISTS (SELECT 1 FROM reviews_assignment a WHERE a.id = NEW.assignment_id "
        "AND a.round_id = NEW.round_id AND a.user_id = NEW.appraiser_id)",
    ),
    Promise(
        "who_settles_has_no_appraisal",
        "reviews_verdict",
        "INSERT",
        "EXISTS (SELECT 1 FROM reviews_appraisal a WHERE a.round_id = NEW.round_id "
        "AND a.appraiser_id = NEW.decided_by_id)",
    ),
    Promise(
        "overall_choice_names_a_verdict_of_its_claim",
        "reviews_overallchoice",
        "INSERT",
        "NEW.branch = 'highest' AND NOT EXISTS (SELECT 1 FROM reviews_round r "
        "JOIN reviews_body b ON b.id = r.body_id WHERE r.id = NEW.round_id "
        "AND r.claim_id = NEW.claim_id AND r.state = 'decided' "
        "AND b.outcome_id = NEW.outcome_id)",
    ),
    Promise(
        "only_an_assignee_notes_while_the_round_is_open",
        "reviews_settlernote",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM reviews_assignment a JOIN reviews_round r ON r.id = a.round_id "
        "WHERE a.round_id = NEW.round_id AND a.user_id = NEW.written_by_id "
        "AND a.ended_at IS NULL AND r.state = 'open')",
        "NOT EXISTS (SELECT 1 FROM reviews_assignment a "
        "WHERE a.round_id = NEW.round_id AND a.user_id = NEW.written_by_id)",
    ),
    Promise(
        "comment_comes_after_the_reveal",
        "reviews_comment",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM reviews_round r WHERE r.id = NEW.round_id "
        "AND r.revealed_at IS NOT NULL)",
    ),
    Promise(
        "comment_is_never_rewritten",
        "reviews_comment",
        "UPDATE",
        "OLD.text <> NEW.text OR OLD.round_id <> NEW.round_id "
        "OR OLD.written_at <> NEW.written_at OR OLD.written_by_id <> NEW.written_by_id "
        "OR OLD.withdrawn_at IS NOT NULL",
    ),
    Promise("comment_is_never_deleted", "reviews_comment", "DELETE"),
    Promise("settlernote_is_never_changed", "reviews_settlernote", "UPDATE"),
    Promise("settlernote_is_never_deleted", "reviews_settlernote", "DELETE"),
    Promise(
        "round_follows_a_locked_protocol_of_its_panel",
        "reviews_round",
        "INSERT",
        _FOLLOWS_NONE,
        # Rounds that are older than protocols have none.
        f"NEW.protocol_id IS NOT NULL AND {_FOLLOWS_NONE}",
    ),
    Promise(
        "round_is_about_a_result_of_its_paper",
        "reviews_round",
        "INSERT",
        "NEW.paper_result_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reviews_result r "
        "WHERE r.id = NEW.paper_result_id AND r.paper_id = NEW.paper_id)",
    ),
    Promise(
        "round_keeps_its_protocol_and_purpose",
        "reviews_round",
        "UPDATE",
        "(OLD.protocol_id IS NULL) <> (NEW.protocol_id IS NULL) "
        "OR OLD.protocol_id <> NEW.protocol_id OR OLD.purpose <> NEW.purpose",
    ),
    *(
        Promise(
            f"locked_protocol_is_never_{done}",
            "reviews_protocol",
            event,
            "OLD.locked_at IS NOT NULL",
        )
        for event, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
    ),
    *(
        Promise(f"locked_{table}_is_never_{done}", f"reviews_{table}", event, broken, lasting)
        for table in PROTOCOL_PARTS
        for event, done, broken, lasting in (
            ("INSERT", "added", _in_locked_protocol("NEW"), NOTHING),
            (
                "UPDATE",
                "changed",
                f"{_in_locked_protocol('OLD')} OR {_in_locked_protocol('NEW')}",
                "",
            ),
            ("DELETE", "deleted", _in_locked_protocol("OLD"), ""),
        )
    ),
    Promise(
        "instrument_definition_is_never_changed",
        "reviews_instrument",
        "UPDATE",
        "NEW.definition <> OLD.definition OR NEW.sha256 <> OLD.sha256 OR NEW.key <> OLD.key "
        "OR NEW.version <> OLD.version OR NEW.name <> OLD.name",
    ),
    Promise("instrument_is_never_deleted", "reviews_instrument", "DELETE"),
    Promise(
        "votes_are_cast_while_the_vote_is_open",
        "reviews_vote",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM reviews_motion m WHERE m.id = NEW.motion_id "
        "AND m.settled_by = 'vote' AND m.ended_at IS NULL)",
        "NOT EXISTS (SELECT 1 FROM reviews_motion m WHERE m.id = NEW.motion_id "
        "AND m.settled_by = 'vote')",
    ),
    Promise(
        "a_vote_is_counted_when_it_is_closed",
        "reviews_motion",
        "UPDATE",
        "NEW.settled_by = 'vote' AND NEW.\"end\" IN ('carried', 'failed') "
        "AND NEW.votes_for IS NULL",
    ),
    *(
        Promise(
            f"a_motion_that_ended_is_never_{done}",
            "reviews_motion",
            event,
            "OLD.ended_at IS NOT NULL",
        )
        for event, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
    ),
    *(
        Promise(
            f"a_dissent_is_{done}_until_its_motion_ends",
            "reviews_dissent",
            event,
            "EXISTS (SELECT 1 FROM reviews_motion m "
            f"WHERE m.id = {row}.motion_id AND m.ended_at IS NOT NULL)",
            lasting,
        )
        for event, done, row, lasting in (
            ("INSERT", "stated", "NEW", NOTHING),
            ("UPDATE", "changed", "OLD", ""),
            ("DELETE", "taken_back", "OLD", ""),
        )
    ),
    *(
        Promise(f"{table}_is_never_{done}", f"reviews_{table}", event)
        for table in APPEND_ONLY
        for event, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
    ),
)

"""Who may use which door. Every route stands here once, or the tests fail.

A row is: route, methods, who. Who is ANYONE (no sign-in, no session), SIGNED_IN (any account),
STAFF (opens the admin), or a verb of the role table: then strangers meet 404, members without
the role 403. A few verbs need more than the role, and permissions.py says what. OWN is a row
of one's own, an assignment say, or, for a seat, of one's own panel as a chair. OWN_ALONE is one
that to everybody else is not there at all. Where the admin
has no form, and where there is nothing at all, a POST is answered as a GET is.
"""

ANYONE, SIGNED_IN, STAFF, OWN, OWN_ALONE = "anyone", "signed_in", "staff", "own", "own_alone"

PUBLIC = """
    health                              GET       anyone
    health-desk                         GET       anyone
    index                               GET       anyone
    claim                               GET       anyone
    claim-edition                       GET       anyone
    claim-badge                         GET       anyone
    paper                               GET       anyone
    paper-citation                      GET       anyone
    panel                               GET       anyone
    release                             GET       anyone
    release-report-html                 GET       anyone
    release-report-file                 GET       anyone
    release-file                        GET       anyone
    release-changes                     GET       anyone
    release-picture                     GET       anyone
    check                               GET,POST  anyone
    check-references                    GET,POST  anyone
    method                              GET       anyone
    data                                GET       anyone
    data-file                           GET       anyone
    opensearch                          GET       anyone
    feed                                GET       anyone
    sitemap                             GET       anyone
"""

ACCOUNTS = """
    account_login                       GET,POST  anyone
    account_logout                      GET,POST  anyone
    account_inactive                    GET       anyone
    account_change_password             GET,POST  signed_in
    account_set_password                GET,POST  signed_in
    account_reset_password              GET,POST  anyone
    account_reset_password_done         GET       anyone
    account_reset_password_from_key     GET,POST  anyone
    account_reset_password_from_key_done GET      anyone
    account_invitation                  GET,POST  anyone
"""

DESK = """
    desk                                GET       signed_in
    desk/                               GET,POST  signed_in
    desk-profile                        GET,POST  signed_in
    desk-tokens                         GET,POST  signed_in
    desk-token-revoke                   POST      signed_in
    desk-panel                          GET       read
    desk-panel-edit                     GET,POST  manage_members
    desk-rounds-open                    GET,POST  open
    desk-members                        GET       read
    desk-members-invite                 POST      manage_members
    desk-invitation-resend              POST      manage_members
    desk-invitation-revoke              POST      manage_members
    desk-membership-role                POST      manage_members
    desk-membership-end                 POST      own
    desk-assign                         GET,POST  assign
    desk-remind                         POST      assign
    desk-settle-agreed                  POST      settle
    desk-interests                      GET       read
    desk-interests-declare              POST      declare
    desk-interests-renew                POST      declare
    desk-interest-withdraw              POST      own
    desk-imports                        GET       read
    desk-imports-import                 POST      import
    desk-imports-add                    POST      import
    desk-import                         GET       read
    desk-import-progress                GET       read
    desk-import-rejected                GET       read
    desk-import-store                   POST      import
    desk-import-cancel                  POST      import
    desk-lookup                         GET,POST  import
    desk-lookup-add                     POST      import
    desk-duplicates                     GET       read
    desk-pair-merge                     POST      decide_pair
    desk-pair-apart                     POST      decide_pair
    desk-pair-link                      POST      decide_pair
    desk-pair-undo                      POST      decide_pair
    desk-questions                      GET       read
    desk-questions-write                POST      write_question
    desk-question-outcome               POST      write_question
    desk-outcome-body                   POST      write_question
    desk-instruments                    GET       read
    desk-instruments-new                GET,POST  write_instrument
    desk-instruments-upload             GET,POST  write_instrument
    desk-instrument                     GET       read
    desk-instrument-download            GET       read
    desk-instrument-retire              POST      write_instrument
    desk-instrument-shipped             GET       read
    desk-instrument-shipped-download    GET       read
    desk-instrument-texts               GET,POST  write_instrument
    desk-calibration                    GET       read
    desk-protocol                       GET       read
    desk-protocol-draft                 POST      write_protocol
    desk-protocol-edit                  GET,POST  write_protocol
    desk-protocol-discard               POST      write_protocol
    desk-protocol-lock                  POST      lock_protocol
    desk-protocol-version               GET       read
    desk-agreement                      GET       read
    desk-releases                       GET       read
    desk-releases-preview               GET       publish
    desk-releases-publish               POST      publish
    desk-reports                        GET       read
    desk-reports-ask                    POST      read
    desk-report                         GET       own_alone
    desk-report-progress                GET       own_alone
    desk-report-file                    GET       own_alone
    desk-report-discard                 POST      own_alone
    desk-paper                          GET       read
    desk-paper-citation                 GET       read
    desk-paper-edit                     GET,POST  edit_paper
    desk-paper-identify                 POST      add_identifier
    desk-paper-source                   POST      add_source
    desk-paper-suggest                  POST      propose
    desk-paper-propose                  POST      propose
    desk-paper-result                   POST      write_result
    desk-paper-open                     POST      open
    desk-paper-unmerge                  POST      decide_pair
    desk-match-acknowledge              POST      acknowledge
    desk-claim                          GET       read
    desk-claim-accept                   POST      accept
    desk-claim-reject                   POST      reject
    desk-claim-undo                     POST      undo
    desk-claim-correct                  POST      correct
    desk-claim-wording                  POST      correct
    desk-claim-split                    POST      split
    desk-claim-withdraw                 POST      withdraw
    desk-claim-restore                  POST      restore
    desk-claim-open                     POST      open
    desk-claim-premise                  POST      decide_premise
    desk-premise-decide                 POST      decide_premise
    desk-claim-cite                     GET,POST  cite
    desk-claim-map                      GET       read
    desk-citation-amend                 POST      cite
    desk-citation-remove                POST      cite
    desk-reevaluation-close             POST      close_reevaluation
    desk-claim-flag                     POST      decide_flag
    desk-flag-decide                    POST      decide_flag
    desk-claim-overall                  POST      choose_overall
    desk-claim-exception                POST      record_exception
    desk-exception-withdraw             POST      record_exception
    desk-round                          GET       read
    desk-round-assign                   POST      assign
    desk-round-unassign                 POST      unassign
    desk-round-override                 POST      override
    desk-round-namesake                 POST      override
    desk-round-watch                    POST      watch
    desk-round-reveal                   POST      reveal
    desk-round-void                     POST      void
    desk-round-dissent                  POST      dissent
    desk-round-assent                   POST      dissent
    desk-round-vote                     POST      vote
    desk-round-withdraw                 POST      settle
    desk-round-close                    POST      settle
    desk-round-note                     POST      note
    desk-round-comment                  POST      comment
    desk-comment-withdraw               POST      own
    desk-round-appraise                 GET       own
    desk-round-draft                    POST      own
    desk-round-submit                   POST      own
    desk-round-settle                   GET,POST  settle
    desk-round-take                     POST      settle
    desk-round-release                  POST      settle
    desk-round-settle-draft             POST      settle
    desk-round-ask                      POST      void
"""

API = """
    api-description                     GET       anyone
    api-panels                          GET       anyone
    api-panel                           GET       anyone
    api-releases                        GET       anyone
    api-release                         GET       anyone
    api-papers                          GET       anyone
    api-paper                           GET       anyone
    api-claims                          GET       anyone
    api-claim                           GET       anyone
    api-claim-edition                   GET       anyone
    api-members                         GET       read
    api-panel-papers                    GET       read
    api-panel-claims                    GET       read
    api-panel-rounds                    GET       read
    api-source                          GET       read
    api-membership-role                 POST      manage_members
    api-membership-end                  POST      own
    api-invitations                     GET,POST  manage_members
    api-invitation-resend               POST      manage_members
    api-invitation-revoke               POST      manage_members
    api-assignments                     GET,POST  assign
    api-assign                          POST      assign
    api-unassign                        POST      unassign
    api-override                        POST      override
    api-watch                           POST      watch
    api-progress                        GET       watch
    api-remind                          POST      assign
    api-propose                         POST      propose
    api-accept                          POST      accept
    api-reject                          POST      reject
    api-undo                            POST      undo
    api-claim-withdraw                  POST      withdraw
    api-claim-restore                   POST      restore
    api-cite                            POST      cite
    api-overall                         POST      choose_overall
    api-citation-amend                  POST      cite
    api-citation-remove                 POST      cite
    api-draft                           GET,PUT   own
    api-submit                          POST      own
    api-note                            POST      note
    api-comment                         POST      comment
    api-comment-withdraw                POST      own
    api-reveal                          POST      reveal
    api-void                            POST      void
    api-settle                          POST      settle
    api-move                            POST      settle
    api-dissent                         POST      dissent
    api-assent                          POST      dissent
    api-vote                            POST      vote
    api-withdraw                        POST      settle
    api-close                           POST      close_vote
    api-publish                         POST      publish
    api-missing                         GET,POST,PUT anyone
"""

ADMIN = """
    admin:login                         GET,POST  staff
    admin:logout                        POST      signed_in
    admin:index                         GET,POST  staff
    admin:jsi18n                        GET       staff
    admin:app_list                      GET,POST  staff
    admin/(?P<url>.*)$                  GET,POST  staff
    admin:reviews_claim_changelist      GET,POST  staff
    admin:reviews_claim_add             GET,POST  staff
    admin:reviews_claim_history         GET,POST  staff
    admin:reviews_claim_change          GET,POST  staff
    admin:reviews_round_settle          GET,POST  staff
    admin:reviews_round_draft           POST      staff
    admin:reviews_round_take            POST      staff
    admin:reviews_round_release         POST      staff
    admin:reviews_round_ask             POST      staff
    admin:reviews_event_changelist      GET,POST  staff
    admin:reviews_event_add             GET,POST  staff
    admin:reviews_event_history         GET,POST  staff
    admin:reviews_event_change          GET,POST  staff
    admin:reviews_instrument_changelist GET,POST  staff
    admin:reviews_instrument_add        GET,POST  staff
    admin:reviews_instrument_history    GET,POST  staff
    admin:reviews_instrument_change     GET,POST  staff
    admin:reviews_interest_changelist   GET,POST  staff
    admin:reviews_interest_add          GET,POST  staff
    admin:reviews_interest_history      GET,POST  staff
    admin:reviews_interest_change       GET,POST  staff
    admin:reviews_membership_changelist GET,POST  staff
    admin:reviews_membership_add        GET,POST  staff
    admin:reviews_membership_history    GET,POST  staff
    admin:reviews_membership_change     GET,POST  staff
    admin:reviews_notice_changelist     GET,POST  staff
    admin:reviews_notice_add            GET,POST  staff
    admin:reviews_notice_history        GET,POST  staff
    admin:reviews_notice_change         GET,POST  staff
    admin:reviews_panel_changelist      GET,POST  staff
    admin:reviews_panel_add             GET,POST  staff
    admin:reviews_panel_history         GET,POST  staff
    admin:reviews_panel_change          GET,POST  staff
    admin:reviews_user_changelist       GET,POST  staff
    admin:reviews_user_add              GET,POST  staff
    admin:reviews_user_history          GET,POST  staff
    admin:reviews_user_change           GET,POST  staff
"""


def _table(*texts):
    rows = [line.split() for text in texts for line in text.splitlines() if line.strip()]
    return {name: (tuple(methods.split(",")), who) for name, methods, who in rows}


ACCESS = _table(PUBLIC, ACCOUNTS, DESK, API, ADMIN)

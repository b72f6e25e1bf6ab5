"""Every page. Public ones first, then the desk."""

from django.urls import include, path

from reviews.views import (
    appraisals,
    citations,
    citing,
    claim_exceptions,
    claims,
    desk,
    duplicates,
    flags,
    imports,
    interests,
    invitations,
    lookups,
    panels,
    papers,
    premises,
    protocols,
    public,
    questions,
    reevaluations,
    releases,
    rounds,
    verdicts,
)

public_pages = [
    path("", public.index, name="index"),
    path("claims/<uuid:pk>/", public.claim, name="claim"),
    path("claims/<uuid:pk>/<int:edition>/", public.claim_edition, name="claim-edition"),
    path("papers/<uuid:pk>/", public.paper, name="paper"),
    path("papers/<uuid:pk>/citation/<slug:style>/", public.paper_citation, name="paper-citation"),
    path("panels/<slug:slug>/", public.panel, name="panel"),
    path("panels/<slug:slug>/releases/<int:number>/", public.release, name="release"),
    path(
        "panels/<slug:slug>/releases/<int:number>/report/",
        public.report_html,
        name="release-report-html",
    ),
    path(
        "panels/<slug:slug>/releases/<int:number>/report.pdf",
        public.report_pdf,
        name="release-report-pdf",
    ),
    path("about/method/", public.method, name="method"),
    path("feed/", public.feed, name="feed"),
    path("sitemap.xml", public.sitemap, name="sitemap"),
]

desk_panel_pages = [
    path("", panels.panel, name="desk-panel"),
    path("edit/", panels.edit, name="desk-panel-edit"),
    path("members/", panels.members, name="desk-members"),
    path("members/invite/", invitations.invite, name="desk-members-invite"),
    path(
        "members/invitations/<uuid:pk>/resend/",
        invitations.resend,
        name="desk-invitation-resend",
    ),
    path(
        "members/invitations/<uuid:pk>/revoke/",
        invitations.revoke,
        name="desk-invitation-revoke",
    ),
    path("members/<uuid:pk>/role/", panels.role, name="desk-membership-role"),
    path("members/<uuid:pk>/end/", panels.end, name="desk-membership-end"),
    path("interests/", interests.own, name="desk-interests"),
    path("interests/declare/", interests.declare, name="desk-interests-declare"),
    path("interests/<uuid:pk>/withdraw/", interests.withdraw, name="desk-interest-withdraw"),
    path("imports/", imports.imports, name="desk-imports"),
    path("imports/import/", imports.upload, name="desk-imports-import"),
    path("imports/add/", imports.add, name="desk-imports-add"),
    path("imports/<uuid:pk>/", imports.one_import, name="desk-import"),
    path("imports/<uuid:pk>/progress/", imports.progress, name="desk-import-progress"),
    path("imports/<uuid:pk>/rejected/", imports.rejected, name="desk-import-rejected"),
    path("imports/<uuid:pk>/store/", imports.store, name="desk-import-store"),
    path("imports/<uuid:pk>/cancel/", imports.cancel, name="desk-import-cancel"),
    path("lookup/", lookups.look_up, name="desk-lookup"),
    path("lookup/add/", lookups.add, name="desk-lookup-add"),
    path("duplicates/", duplicates.duplicates, name="desk-duplicates"),
    path("questions/", questions.all_questions, name="desk-questions"),
    path("questions/write/", questions.write_question, name="desk-questions-write"),
    path(
        "questions/<uuid:pk>/outcomes/write/",
        questions.write_outcome,
        name="desk-question-outcome",
    ),
    path("outcomes/<uuid:pk>/bodies/freeze/", questions.freeze_body, name="desk-outcome-body"),
    path("protocol/", protocols.protocol, name="desk-protocol"),
    path("protocol/draft/", protocols.draft, name="desk-protocol-draft"),
    path("protocol/edit/", protocols.edit, name="desk-protocol-edit"),
    path("protocol/discard/", protocols.discard, name="desk-protocol-discard"),
    path("protocol/lock/", protocols.lock, name="desk-protocol-lock"),
    path("protocol/<int:number>/", protocols.version, name="desk-protocol-version"),
    path("releases/", releases.all_releases, name="desk-releases"),
    path("releases/preview/", releases.preview, name="desk-releases-preview"),
    path("releases/publish/", releases.publish, name="desk-releases-publish"),
    path("reports/", releases.reports, name="desk-reports"),
]

desk_paper_pages = [
    path("", papers.paper, name="desk-paper"),
    path("citation/<slug:style>/", citing.desk_citation, name="desk-paper-citation"),
    path("edit/", papers.edit, name="desk-paper-edit"),
    path("identifiers/", papers.identify, name="desk-paper-identify"),
    path("sources/", papers.add_source, name="desk-paper-source"),
    path("suggest/", papers.suggest, name="desk-paper-suggest"),
    path("propose/", papers.propose, name="desk-paper-propose"),
    path("open/", papers.open_round, name="desk-paper-open"),
    path("unmerge/", duplicates.unmerge, name="desk-paper-unmerge"),
]

desk_claim_pages = [
    path("", claims.claim, name="desk-claim"),
    path("accept/", claims.accept, name="desk-claim-accept"),
    path("reject/", claims.reject, name="desk-claim-reject"),
    path("undo/", claims.undo, name="desk-claim-undo"),
    path("correct/", claims.correct, name="desk-claim-correct"),
    path("wording/", claims.correct_wording, name="desk-claim-wording"),
    path("split/", claims.split, name="desk-claim-split"),
    path("withdraw/", claims.withdraw, name="desk-claim-withdraw"),
    path("restore/", claims.restore, name="desk-claim-restore"),
    path("open/", claims.open_round, name="desk-claim-open"),
    path("premises/propose/", premises.propose, name="desk-claim-premise"),
    path("premises/<uuid:premise>/decide/", premises.decide, name="desk-premise-decide"),
    path("cite/", citations.cite, name="desk-claim-cite"),
    path("map/", citations.map_of_claim, name="desk-claim-map"),
    path("citations/<uuid:citation>/amend/", citations.amend, name="desk-citation-amend"),
    path("citations/<uuid:citation>/remove/", citations.remove, name="desk-citation-remove"),
    path(
        "reevaluations/<uuid:reevaluation>/close/",
        reevaluations.close,
        name="desk-reevaluation-close",
    ),
    path("flags/set/", flags.set_flag, name="desk-claim-flag"),
    path("flags/<uuid:flag>/decide/", flags.decide, name="desk-flag-decide"),
    path("exceptions/record/", claim_exceptions.record, name="desk-claim-exception"),
    path(
        "exceptions/<uuid:exception>/withdraw/",
        claim_exceptions.withdraw,
        name="desk-exception-withdraw",
    ),
]

desk_round_pages = [
    path("", rounds.round, name="desk-round"),
    path("assign/", rounds.assign, name="desk-round-assign"),
    path("assignments/<uuid:assignment>/end/", rounds.unassign, name="desk-round-unassign"),
    path("override/", rounds.override, name="desk-round-override"),
    path("watch/", rounds.watch, name="desk-round-watch"),
    path("reveal/", rounds.reveal, name="desk-round-reveal"),
    path("void/", rounds.void, name="desk-round-void"),
    path("dissent/", rounds.dissent, name="desk-round-dissent"),
    path("appraise/", appraisals.appraise, name="desk-round-appraise"),
    path("appraise/draft/", appraisals.draft, name="desk-round-draft"),
    path("appraise/submit/", appraisals.submit, name="desk-round-submit"),
    path("settle/", verdicts.settle, name="desk-round-settle"),
    path("settle/take/", verdicts.take, name="desk-round-take"),
    path("settle/release/", verdicts.release, name="desk-round-release"),
    path("settle/draft/", verdicts.draft, name="desk-round-settle-draft"),
    path("settle/ask/", verdicts.ask_again, name="desk-round-ask"),
]

desk_pair_pages = [
    path("merge/", duplicates.merge, name="desk-pair-merge"),
    path("apart/", duplicates.tell_apart, name="desk-pair-apart"),
    path("link/", duplicates.link, name="desk-pair-link"),
    path("undo/", duplicates.undo, name="desk-pair-undo"),
]

desk_pages = [
    path("", desk.my_work, name="desk"),
    path("panels/<slug:slug>/", include(desk_panel_pages)),
    path("papers/<uuid:pk>/", include(desk_paper_pages)),
    path("matches/<uuid:pk>/acknowledge/", papers.acknowledge, name="desk-match-acknowledge"),
    path("pairs/<uuid:pk>/", include(desk_pair_pages)),
    path("claims/<uuid:pk>/", include(desk_claim_pages)),
    path("rounds/<uuid:pk>/", include(desk_round_pages)),
]

urlpatterns = [*public_pages, path("desk/", include(desk_pages))]

"""Version 1 of the API."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.permissions import AllowAny

from reviews.api import (
    citations,
    claims,
    discussions,
    invitations,
    members,
    motions,
    overall_choices,
    panels,
    papers,
    releases,
    rounds,
    sources,
    staffing,
)

description = SpectacularJSONAPIView.as_view(
    authentication_classes=[], permission_classes=[AllowAny], api_version="1"
)

urlpatterns = [
    path("openapi.json", description, name="api-description"),
    path("panels/", panels.panels, name="api-panels"),
    path("panels/<slug:slug>/", panels.panel, name="api-panel"),
    path("panels/<slug:slug>/releases/", releases.releases_of, name="api-releases"),
    path("panels/<slug:slug>/releases/<int:number>/", releases.release, name="api-release"),
    path("panels/<slug:slug>/publish/", releases.publish, name="api-publish"),
    path("panels/<slug:slug>/members/", members.members, name="api-members"),
    path(
        "panels/<slug:slug>/members/<uuid:pk>/role/",
        members.change_role,
        name="api-membership-role",
    ),
    path("panels/<slug:slug>/members/<uuid:pk>/end/", members.end, name="api-membership-end"),
    path("panels/<slug:slug>/invitations/", invitations.offers, name="api-invitations"),
    path(
        "panels/<slug:slug>/invitations/<uuid:pk>/resend/",
        invitations.resend,
        name="api-invitation-resend",
    ),
    path(
        "panels/<slug:slug>/invitations/<uuid:pk>/revoke/",
        invitations.revoke,
        name="api-invitation-revoke",
    ),
    path("panels/<slug:slug>/assignments/", staffing.assignments, name="api-assignments"),
    path("panels/<slug:slug>/remind/", staffing.remind, name="api-remind"),
    path("papers/", papers.papers, name="api-papers"),
    path("papers/<uuid:pk>/", papers.paper, name="api-paper"),
    path("claims/", claims.claims_list, name="api-claims"),
    path("claims/<uuid:pk>/", claims.claim, name="api-claim"),
    path("claims/<uuid:pk>/<int:number>/", claims.edition, name="api-claim-edition"),
    path("claims/<uuid:pk>/accept/", claims.accept, name="api-accept"),
    path("claims/<uuid:pk>/citations/", citations.cite, name="api-cite"),
    path("claims/<uuid:pk>/overall/", overall_choices.choose, name="api-overall"),
    path("citations/<uuid:pk>/amend/", citations.amend, name="api-citation-amend"),
    path("citations/<uuid:pk>/remove/", citations.remove, name="api-citation-remove"),
    path("sources/<uuid:pk>/claims/", sources.propose, name="api-propose"),
    path("rounds/<uuid:pk>/draft/", rounds.draft, name="api-draft"),
    path("rounds/<uuid:pk>/submit/", rounds.submit, name="api-submit"),
    path("rounds/<uuid:pk>/assign/", staffing.assign, name="api-assign"),
    path("rounds/<uuid:pk>/unassign/", staffing.unassign, name="api-unassign"),
    path("rounds/<uuid:pk>/override/", staffing.override, name="api-override"),
    path("rounds/<uuid:pk>/watch/", staffing.watch, name="api-watch"),
    path("rounds/<uuid:pk>/progress/", staffing.progress, name="api-progress"),
    path("rounds/<uuid:pk>/note/", discussions.note, name="api-note"),
    path("rounds/<uuid:pk>/comments/", discussions.comment, name="api-comment"),
    path("comments/<uuid:pk>/withdraw/", discussions.withdraw, name="api-comment-withdraw"),
    path("rounds/<uuid:pk>/reveal/", rounds.reveal, name="api-reveal"),
    path("rounds/<uuid:pk>/settle/", rounds.settle, name="api-settle"),
    path("rounds/<uuid:pk>/motions/", motions.move, name="api-move"),
    path("motions/<uuid:pk>/dissent/", motions.dissent, name="api-dissent"),
    path("motions/<uuid:pk>/assent/", motions.assent, name="api-assent"),
    path("motions/<uuid:pk>/vote/", motions.vote, name="api-vote"),
    path("motions/<uuid:pk>/withdraw/", motions.withdraw, name="api-withdraw"),
    path("motions/<uuid:pk>/close/", motions.close, name="api-close"),
]

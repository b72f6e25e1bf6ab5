"""An invitation whose mail cannot be sent: mails leave when all else is committed."""

from reviews.models import Invitation
from reviews.vocabulary import Role
from tests import build
from tests.api.test_members import ADDRESS, place
from tests.api.test_verbs import post, refusal


def test_where_no_mail_can_be_sent_the_invitation_stands_and_the_answer_says_so(
    committed_db, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    panel = build.panel()
    answer = post(build.chair(panel), place(panel, "invitations"), {"email": ADDRESS})
    status, sentence = refusal(answer)
    assert (status, "send it again later" in sentence) == (503, True)
    assert Invitation.objects.standing().get().role == Role.REVIEWER

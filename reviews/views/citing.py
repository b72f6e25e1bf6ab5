"""Citations of papers as files."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from reviews.exports.citing import STYLES, cite
from reviews.exports.papers import Papers
from reviews.views.papers import paper_of


@require_safe
def desk_citation(request, pk, style):
    """A citation of the paper as the panel has it now."""
    paper = paper_of(request, pk)
    return citation_file(Papers([paper]).content(paper), style)


def citation_file(content, style):
    """The file of one style; raises Http404 for a style that is not one of STYLES."""
    if style not in STYLES:
        raise Http404
    citation = cite(content, STYLES[style])
    answer = HttpResponse(citation.text, content_type=f"{citation.style.media}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{citation.filename}"'
    return answer

"""A few constructed records in every format, to be joined, damaged and read.

All that they tell is made up. `TOKENS` are what a format is made of, for damage that hurts.
"""

import json
from dataclasses import dataclass

from tests.services import ANSWERS


@dataclass(frozen=True)
class Sample:
    """Records of one format and what stands around them in a file."""

    records: tuple[str, ...]
    tokens: tuple[str, ...]
    head: str = ""
    between: str = "\n"
    tail: str = "\n"

    def file_of(self, records):
        return self.head + self.between.join(records) + self.tail


RIS = Sample(
    records=(
        """TY  - JOUR
AU  - van der Example, Ánna M.
AU  - Sample, Ben, Jr.
TI  - Treatment A in condition B: a constructed trial
T2  - Journal of Constructed Research
PY  - 2021/03/09/
VL  - 12
IS  - 4
SP  - 751
EP  - 756
DO  - 10.5555/constructed.1
AN  - 99000001
AB  - Treatment A may help. Thus, treatment A should be recommended
  for condition B.
UR  - https://doi.org/10.5555/constructed.1
ER  - """,
        """TY  - CHAP
T1  - A constructed chapter
A1  - The Constructed Study Group
Y1  - 1999
ER  - """,
    ),
    tokens=(
        "TY  - ",
        "ER  - ",
        "\nTY  - JOUR\n",
        "AU  - ",
        "TI  - ",
        "PY  - ",
        "  - ",
        "\nER  -\n",
    ),
)
MEDLINE = Sample(
    records=(
        """PMID- 99000001
OWN - NLM
DP  - 2021 Mar 9
TI  - Treatment A in condition B: a title that goes on over two lines, as titles
      do.
PG  - 751-6
LID - 10.5555/constructed.1 [doi]
AB  - BACKGROUND: Treatment A may help. CONCLUSION: It should be recommended.
FAU - van der Example, Anna M
AU  - van der Example AM
CN  - Constructed Study Group
PT  - Journal Article
PT  - Retracted Publication
RIN - J Constr Res. 2022 Jan;13(1):1. PMID: 99000002
TA  - J Constr Res
JT  - Journal of constructed research
SO  - J Constr Res. 2021 Mar 9;12(4):751-6. doi: 10.5555/constructed.1.""",
        "PMID- 99000003\nTI  - Another.\nAU  - Sample B\nSO  - J Constr Res. 2020;1:1.",
    ),
    tokens=("PMID- ", "\nPMID- 1\n", "TI  - ", "RIN - ", "      ", "AID - ", " [doi]", "DP  - "),
    between="\n\n",
)
WOS = Sample(
    records=(
        """PT J
AU Example, AM
   Sample, B
AF Example, Anna M.
TI Treatment A in condition B
SO JOURNAL OF CONSTRUCTED RESEARCH
AB Treatment A may help.
PY 2021
VL 12
IS 4
BP 751
EP 756
DI 10.5555/constructed.1
CR Other C, 2009, J CONSTR RES, V3, P11, DOI 10.5555/cited.1
UT WOS:000000000000001
ER
""",
        "PT J\nAU Sample, B\nTI Another\nPY 2020\nER\n",
    ),
    tokens=("PT J\n", "ER\n", "EF\n", "AU ", "   ", "TI ", "FN "),
    head="FN Clarivate Analytics Web of Science\nVR 1.0\n",
    tail="\nEF\n",
)
REFER = Sample(
    records=(
        """%0 Journal Article
%A Example, Anna M.
%A Sample, Ben
%T Treatment A in condition B
%J Journal of Constructed Research
%V 12
%N 4
%P 751-756
%D 2021
%R 10.5555/constructed.1
%X Treatment A may help.
""",
        "%0 Book\n%A Sample, Ben\n%T Another\n%D 2020\n",
    ),
    tokens=("%0 Journal Article\n", "%T ", "%A ", "%", "\n\n", "%0"),
)
PUBMED = Sample(
    records=(
        """J Constr Res. 2021 Mar 9;12(4):751-6. doi: 10.5555/constructed.1.

Treatment A in condition B: a constructed trial.

van der Example AM(1), Sample B(1)(2).

Author information:
(1)Department of Examples, University of Nowhere.

Treatment A may help. Thus, treatment A should be recommended.

DOI: 10.5555/constructed.1
PMID: 99000001
""",
        """J Constr Res. 2020 Jan;1(1):1-2.

Another constructed record.

Sample B.

PMID: 99000003
""",
    ),
    tokens=("PMID: ", "1. ", "DOI: ", "Retraction in:", "Author information:", "2021 Mar 9;12(4)"),
    between="\n\n",
)
PUBMED_XML = Sample(
    records=(
        """<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">99000001</PMID>
<Article><Journal><JournalIssue><Volume>12</Volume><Issue>4</Issue><PubDate><Year>2021</Year>
<Month>Mar</Month></PubDate></JournalIssue><Title>Journal of constructed research</Title></Journal>
<ArticleTitle>Treatment <i>A</i> &amp; condition B</ArticleTitle><Pagination><MedlinePgn>751-6
</MedlinePgn></Pagination><Abstract><AbstractText Label="AIM">Treatment A may help.</AbstractText>
</Abstract><AuthorList><Author><LastName>Example</LastName><ForeName>Anna</ForeName></Author>
<Author><CollectiveName>Constructed Group</CollectiveName></Author></AuthorList></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Constr Res. 2022
</RefSource><PMID>99000002</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.5555/constructed.1</ArticleId></ArticleIdList>
</PubmedData></PubmedArticle>""",
        """<PubmedBookArticle><BookDocument><PMID>99000003</PMID><Book><BookTitle>A constructed book
</BookTitle><PubDate><Year>2020</Year></PubDate></Book><ArticleTitle>A chapter</ArticleTitle>
</BookDocument></PubmedBookArticle>""",
    ),
    tokens=(
        "<PubmedArticle>", "</PubmedArticle>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&x;",
        "<!DOCTYPE x [<!ENTITY x 'y'>]>", "<", ">", "</", "/>", "<PMID>", "&#0;", "&#x1F600;",
        "<?x?>",
    ),
    head='<?xml version="1.0" ?>\n<PubmedArticleSet>\n',
    tail="\n</PubmedArticleSet>\n",
)  # fmt: skip
ENDNOTE_XML = Sample(
    records=(
        """<record><rec-number>1</rec-number><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal" font="default">Example, Anna M.</style></author>
</authors></contributors><titles><title><style face="normal">Treatment A &lt; B</style></title>
<secondary-title><style>Journal of Constructed Research</style></secondary-title></titles>
<pages>751-756</pages><volume>12</volume><number>4</number><dates><year>2021</year></dates>
<abstract>Treatment A may help.</abstract>
<electronic-resource-num>10.5555/constructed.1</electronic-resource-num></record>""",
        "<record><titles><title>Another</title></titles><dates><year>2020</year></dates></record>",
    ),
    tokens=(
        "<record>", "</record>", "<title>", "<style>", "<!--", "<![CDATA[", "&lt;", "&x;", "<", ">",
    ),
    head='<?xml version="1.0" encoding="UTF-8"?><xml><records>',
    tail="</records></xml>\n",
)  # fmt: skip
BIBTEX = Sample(
    records=(
        """@article{example2021,
  author = {van der Example, {\\'A}nna M. and Sample, Jr., Ben and {The Constructed Group}},
  title = {Treatment {A} in condition {B}: $p < 0.05$ \\& more},
  journal = jcr # { part},
  year = 2021, month = mar,
  volume = "12", number = {4}, pages = {751--756},
  doi = {10.5555/constructed.1},
  abstract = {Treatment A may help.

Thus, it should be recommended.}
}""",
        "@Book(another,\n  title = {Another {\\\"o}}, author = {Sample, Ben}, year = {2020})",
    ),
    tokens=(
        "@article{", "@comment{", "@string{x = {y}}", "{", "}", '"', "\\", "#", "=", ",", "@",
        "\\'", "$",
    ),
    head="@string{jcr = {Journal of Constructed Research}}\n@comment{nothing here}\n",
    between="\n\n",
)  # fmt: skip
_ITEM = {
    "id": "example2021",
    "type": "article-journal",
    "title": "Treatment <i>A</i> in condition B",
    "author": [
        {"family": "Example", "given": "Anna M.", "non-dropping-particle": "van der"},
        {"literal": "The Constructed Group"},
    ],
    "container-title": "Journal of Constructed Research",
    "issued": {"date-parts": [[2021, 3, "9"]]},
    "volume": 12,
    "page": "751-756",
    "DOI": "10.5555/constructed.1",
    "abstract": "Treatment A may help.",
}
CSL_JSON = Sample(
    records=(
        json.dumps(_ITEM, indent=1),
        json.dumps({"id": 2, "title": "Another", "issued": {"raw": "2020"}}),
    ),
    tokens=(
        "{", "}", "[", "]", '"', ",", ":", "null", "1e999", "\\ud800", "\\u0000",
        '{"title":"x"}', "\\",
    ),
    head="[\n",
    between=",\n",
    tail="\n]\n",
)  # fmt: skip
CSV = Sample(
    records=(
        """Treatment A in condition B,"Example, Anna M.; Sample, Ben",2021,J Constr Res,12,4,\
751-756,10.5555/constructed.1,99000001,"Treatment A may ""help"".
Thus, it should be recommended.\"""",
        "Another,Sample Ben,2020,,,,,,,",
    ),
    tokens=('"', ",", ";", "\t", '""', "\n", "\n\n", "title", "=", "|"),
    head="Title,Authors,Year,Journal,Volume,Issue,Pages,DOI,PMID,Abstract\n",
)
CROSSREF = Sample(
    records=((ANSWERS / "work.json").read_text().strip(),),
    tokens=("{", "}", "[", "]", '"', ",", "<jats:p>", "null", "\\u0000", "\\", '"title": ["x"]'),
)
SAMPLES = {
    "ris": RIS,
    "medline": MEDLINE,
    "wos": WOS,
    "refer": REFER,
    "pubmed": PUBMED,
    "pubmed_xml": PUBMED_XML,
    "endnote_xml": ENDNOTE_XML,
    "bibtex": BIBTEX,
    "csl_json": CSL_JSON,
    "csv": CSV,
    "crossref": CROSSREF,
}

"""Constructed records in the elements of PubMed's document type definition."""

DOCTYPE = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, '
    '1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)
ARTICLE = """<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="1">11111111</PMID>
    <DateRevised><Year>2019</Year><Month>11</Month><Day>14</Day></DateRevised>
    <Article PubModel="Print-Electronic">
      <Journal>
        <ISSN IssnType="Print">0000-0000</ISSN>
        <JournalIssue CitedMedium="Print">
          <Volume>5</Volume><Issue>2 Pt 1</Issue>
          <PubDate><Year>2018</Year><Month>Apr</Month><Day>3</Day></PubDate>
        </JournalIssue>
        <Title>Journal of constructed records</Title>
        <ISOAbbreviation>J Constr Rec</ISOAbbreviation>
      </Journal>
      <ArticleTitle>Uptake of H<sub>2</sub>O by <i>Exemplum
        fictum</i> &amp; p &lt; 0.05 in &lt;i&gt;vitro&lt;/i&gt;.</ArticleTitle>
      <Pagination><StartPage>26</StartPage><EndPage>31</EndPage></Pagination>
      <ELocationID EIdType="doi" ValidYN="N">10.9999/withdrawn</ELocationID>
      <ELocationID EIdType="doi" ValidYN="Y">10.9999/Own.1</ELocationID>
      <Abstract>
        <AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">It was
          typed.</AbstractText>
        <AbstractText Label="UNLABELLED">It
          has <mml:math><mml:mi>x</mml:mi></mml:math>.</AbstractText>
        <CopyrightInformation>Nobody.</CopyrightInformation>
      </Abstract>
      <AuthorList CompleteYN="Y">
        <Author ValidYN="N"><LastName>Alfa</LastName><Initials>A</Initials></Author>
        <Author ValidYN="Y">
          <LastName>van der Alpha</LastName><ForeName>Ann Bee</ForeName><Initials>AB</Initials>
          <Suffix>Jr</Suffix>
          <Identifier Source="ORCID">http://orcid.org/000000021825009x</Identifier>
          <AffiliationInfo><Affiliation>One Institute, Town.</Affiliation></AffiliationInfo>
          <AffiliationInfo><Affiliation>Two Institute, Town.</Affiliation></AffiliationInfo>
        </Author>
        <Author ValidYN="Y"><LastName>Béta</LastName><Initials>C</Initials></Author>
        <Author ValidYN="Y"><CollectiveName>Gamma Group</CollectiveName></Author>
      </AuthorList>
      <PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>
      <ArticleDate DateType="Electronic"><Year>2017</Year><Month>12</Month></ArticleDate>
    </Article>
    <CommentsCorrectionsList>
      <CommentsCorrections RefType="RetractionIn">
        <RefSource>J Constr Rec. 2020 May 1;7(1):9. doi: 10.9999/notice</RefSource>
        <PMID Version="1">22222222</PMID>
      </CommentsCorrections>
      <CommentsCorrections RefType="CorrectedandRepublishedIn">
        <RefSource>J Constr Rec. 2019;6:1</RefSource>
      </CommentsCorrections>
      <CommentsCorrections RefType="CommentOn">
        <RefSource>J Constr Rec. 2016 Jan;3(1):4-5</RefSource>
        <PMID Version="1">33333333</PMID>
      </CommentsCorrections>
      <CommentsCorrections RefType="Cites">
        <RefSource>Old Files. 1999 Feb;1(1):2</RefSource><PMID Version="1">44444444</PMID>
      </CommentsCorrections>
    </CommentsCorrectionsList>
    <OtherAbstract Type="Publisher"><AbstractText>Not this.</AbstractText></OtherAbstract>
  </MedlineCitation>
  <PubmedData>
    <ArticleIdList>
      <ArticleId IdType="pubmed">11111111</ArticleId>
      <ArticleId IdType="doi">10.9999/OWN.1</ArticleId>
      <ArticleId IdType="pmc">PMC5555555</ArticleId>
    </ArticleIdList>
    <ReferenceList>
      <Title>References</Title>
      <Reference>
        <Citation>Alpha A. An older one. J Constr Rec. 2015;2:7.</Citation>
        <ArticleIdList>
          <ArticleId IdType="doi">10.9999/theirs</ArticleId>
          <ArticleId IdType="pubmed">66666666</ArticleId>
        </ArticleIdList>
      </Reference>
      <ReferenceList>
        <Reference><Citation>Without identifiers.</Citation></Reference>
      </ReferenceList>
    </ReferenceList>
  </PubmedData>
</PubmedArticle>"""
CHAPTER = """<PubmedBookArticle>
  <BookDocument>
    <PMID Version="1">77777777</PMID>
    <ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>
    <Book>
      <Publisher><PublisherName>Nobody</PublisherName></Publisher>
      <BookTitle book="made">A made-up handbook</BookTitle>
      <PubDate><Year>2001</Year></PubDate>
      <AuthorList Type="editors"><Author><LastName>Editor</LastName></Author></AuthorList>
    </Book>
    <ArticleTitle book="made" part="one">A chapter</ArticleTitle>
    <AuthorList Type="authors">
      <Author><LastName>Delta</LastName><ForeName>Dora</ForeName><Initials>D</Initials></Author>
    </AuthorList>
    <Abstract><AbstractText>It tells of things.</AbstractText></Abstract>
    <ContributionDate><Year>2005</Year></ContributionDate>
  </BookDocument>
  <PubmedBookData>
    <ArticleIdList><ArticleId IdType="pubmed">77777777</ArticleId></ArticleIdList>
  </PubmedBookData>
</PubmedBookArticle>"""


def small(title, pmid="1"):
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article>"
        f"<ArticleTitle>{title}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    )


def within(*records):
    return DOCTYPE + "\n".join(("<PubmedArticleSet>", *records, "</PubmedArticleSet>\n"))

"""Citation lines as PubMed prints them and what they say: constructed, one kind each."""

from typing import NamedTuple


class Case(NamedTuple):
    line: str
    fields: dict[str, str]


CITATIONS = {
    "full date": Case(
        "J Constr Res. 2003 Oct 30;44(5):751-6.",
        {
            "journal": "J Constr Res",
            "published": "2003 Oct 30",
            "volume": "44",
            "issue": "5",
            "pages": "751-6",
        },
    ),
    "numbered with a DOI": Case(
        "1. J Constr Res. 2000 Mar;15(3):515-21. doi: 10.1000/jcr.2000.15.3.515.",
        {
            "journal": "J Constr Res",
            "published": "2000 Mar",
            "volume": "15",
            "issue": "3",
            "pages": "515-21",
            "doi": "10.1000/jcr.2000.15.3.515",
        },
    ),
    "numbered with a colon": Case(
        "1: J Constr Res. 2002 Feb;1(1):1-2.",
        {
            "journal": "J Constr Res",
            "published": "2002 Feb",
            "volume": "1",
            "issue": "1",
            "pages": "1-2",
        },
    ),
    "two months": Case(
        "Acta Constr. 2020 Jan-Feb;12(1):1-9. doi: 10.1000/ac.12. Epub 2019 Dec 3.",
        {
            "journal": "Acta Constr",
            "published": "2020 Jan-Feb",
            "volume": "12",
            "issue": "1",
            "pages": "1-9",
            "doi": "10.1000/ac.12",
        },
    ),
    "two years": Case(
        "Acta Constr. 2019 Dec-2020 Jan;12(1):1-9.",
        {
            "journal": "Acta Constr",
            "published": "2019 Dec-2020 Jan",
            "volume": "12",
            "issue": "1",
            "pages": "1-9",
        },
    ),
    "two days": Case(
        "Constr Wkly. 1998 Mar 28-Apr 3;362(9):12-8.",
        {
            "journal": "Constr Wkly",
            "published": "1998 Mar 28-Apr 3",
            "volume": "362",
            "issue": "9",
            "pages": "12-8",
        },
    ),
    "a season": Case(
        "Constr Q. 1999 Winter;7(4):33-40.",
        {
            "journal": "Constr Q",
            "published": "1999 Winter",
            "volume": "7",
            "issue": "4",
            "pages": "33-40",
        },
    ),
    "a quarter": Case(
        "Constr Q. 1999 4th Quarter;7(4):33-40.",
        {
            "journal": "Constr Q",
            "published": "1999 4th Quarter",
            "volume": "7",
            "issue": "4",
            "pages": "33-40",
        },
    ),
    "a year alone and no volume": Case(
        "Cochrane Database Syst Rev. 2005;(2):CD000001. doi: 10.1000/14651858.CD000001.pub2.",
        {
            "journal": "Cochrane Database Syst Rev",
            "published": "2005",
            "issue": "2",
            "pages": "CD000001",
            "doi": "10.1000/14651858.cd000001.pub2",
        },
    ),
    "no issue": Case(
        "Constr Lett. 2011;9:e1003. doi: 10.1000/cl.e1003. eCollection 2011.",
        {
            "journal": "Constr Lett",
            "published": "2011",
            "volume": "9",
            "pages": "e1003",
            "doi": "10.1000/cl.e1003",
        },
    ),
    "no volume and no issue": Case(
        "Constr Lett. 2014 May 6:cle123. doi: 10.1000/cle123. Online ahead of print.",
        {
            "journal": "Constr Lett",
            "published": "2014 May 6",
            "pages": "cle123",
            "doi": "10.1000/cle123",
        },
    ),
    "ahead of print without pages": Case(
        "Constr Lett. 2014 May 6. doi: 10.1000/cle124. Online ahead of print.",
        {"journal": "Constr Lett", "published": "2014 May 6", "doi": "10.1000/cle124"},
    ),
    "older words for ahead of print": Case(
        "Constr Lett. 2014 May 6. pii: cle125. doi: 10.1000/cle125. [Epub ahead of print]",
        {"journal": "Constr Lett", "published": "2014 May 6", "doi": "10.1000/cle125"},
    ),
    "a supplement of a volume": Case(
        "Constr Lett. 2001 Nov;44 Suppl 2:S1-10.",
        {
            "journal": "Constr Lett",
            "published": "2001 Nov",
            "volume": "44 Suppl 2",
            "pages": "S1-10",
        },
    ),
    "a supplement of an issue": Case(
        "Constr Lett. 2001 Nov;44(5 Suppl 1):S11-20.",
        {
            "journal": "Constr Lett",
            "published": "2001 Nov",
            "volume": "44",
            "issue": "5 Suppl 1",
            "pages": "S11-20",
        },
    ),
    "a part": Case(
        "Constr Lett. 1996 Jan;8 ( Pt 1):99-101.",
        {
            "journal": "Constr Lett",
            "published": "1996 Jan",
            "volume": "8",
            "issue": "Pt 1",
            "pages": "99-101",
        },
    ),
    "pages with a full stop": Case(
        "Constr Lett. 2022 Apr;61(4):456-463.e2. doi: 10.1000/S0140-6736(22)00001-2.",
        {
            "journal": "Constr Lett",
            "published": "2022 Apr",
            "volume": "61",
            "issue": "4",
            "pages": "456-463.e2",
            "doi": "10.1000/s0140-6736(22)00001-2",
        },
    ),
    "pages with a reply": Case(
        "Constr Lett. 1994 Jun 4;308(6942):1500-1; author reply 1501-2.",
        {
            "journal": "Constr Lett",
            "published": "1994 Jun 4",
            "volume": "308",
            "issue": "6942",
            "pages": "1500-1; author reply 1501-2",
        },
    ),
    "a journal with brackets and full stops": Case(
        "BMJ (Clinical research ed.). 1999 Jan 2;318(7175):10-3.",
        {
            "journal": "BMJ (Clinical research ed.)",
            "published": "1999 Jan 2",
            "volume": "318",
            "issue": "7175",
            "pages": "10-3",
        },
    ),
    "a journal of one word": Case(
        "JAMA. 2001 Feb 7;285(5):1-4.",
        {
            "journal": "JAMA",
            "published": "2001 Feb 7",
            "volume": "285",
            "issue": "5",
            "pages": "1-4",
        },
    ),
    "a journal with inner full stops": Case(
        "J. Constr. Med. (Oxf.). 2001 Feb;2(5):1-4.",
        {
            "journal": "J. Constr. Med. (Oxf.)",
            "published": "2001 Feb",
            "volume": "2",
            "issue": "5",
            "pages": "1-4",
        },
    ),
    "wrapped in its dates": Case(
        "1. Constr Lett. 2009 Jan 8;27(9):217-20. doi: 10.1000/cl.1176827. Epub 2009 Nov\n19.",
        {
            "journal": "Constr Lett",
            "published": "2009 Jan 8",
            "volume": "27",
            "issue": "9",
            "pages": "217-20",
            "doi": "10.1000/cl.1176827",
        },
    ),
    "wrapped before its DOI": Case(
        "1. Constr Lett. 2009 Jan 8;27(9):217-20. doi:\n10.1000/cl.1176828.",
        {
            "journal": "Constr Lett",
            "published": "2009 Jan 8",
            "volume": "27",
            "issue": "9",
            "pages": "217-20",
            "doi": "10.1000/cl.1176828",
        },
    ),
    "old DOI with signs": Case(
        "Constr Lett. 1998 Apr 30;17(8):857-72. doi: "
        "10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.",
        {
            "journal": "Constr Lett",
            "published": "1998 Apr 30",
            "volume": "17",
            "issue": "8",
            "pages": "857-72",
            "doi": "10.1002/(sici)1097-0258(19980430)17:8<857::aid-sim777>3.0.co;2-e",
        },
    ),
    "identifiers in the line": Case(
        "Constr Lett. 2007;3(1):5-6. PMID: 12345678; PMCID: PMC1234567.",
        {
            "journal": "Constr Lett",
            "published": "2007",
            "volume": "3",
            "issue": "1",
            "pages": "5-6",
            "pmid": "12345678",
            "pmcid": "PMC1234567",
        },
    ),
    "a year of the nineteenth century": Case(
        "Constr Med J. 1898 Dec 3;2(1979):1664.",
        {
            "journal": "Constr Med J",
            "published": "1898 Dec 3",
            "volume": "2",
            "issue": "1979",
            "pages": "1664",
        },
    ),
}

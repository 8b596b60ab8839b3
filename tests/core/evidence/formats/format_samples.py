"""Made files of every real shape: invented records, written as each database or program writes them."""

from __future__ import annotations

RIS = {
    "ovid": """\
1.
TY  - JOUR
DB  - Ovid MEDLINE(R) ALL
AN  - 41000001
ID  - 41000001
T1  - Shared decisions in a made-up clinic: a feasibility study.
A1  - Northcott, Ada B
A1  - Okonjo, Ife
Y1  - 2021//
N2  - BACKGROUND: Nobody had asked.
METHODS: We asked.
KW  - Humans
KW  - *Decision Making
JF  - Journal of Invented Care
JA  - J Invent Care
VL  - 12
IS  - 3
SP  - 101
EP  - 109
CY  - England
SN  - 1234-5679
UR  - https://example.org/ovid?id=1
UR  - https://example.org/ovid?id=1&full
DO  - https://dx.doi.org/10.5555/inv.0001
M1  - (Northcott) Somewhere, United Kingdom
ER  -

2.
TY  - JOUR
T1  - A second record
Y1  - 2020/05/11/
ER  -

""",
    "scopus": """\
Scopus
EXPORT DATE: 02 March 2024

TY  - JOUR
TI  - Carers and “their” time; a diary study
T2  - Social Inventions
J2  - Soc. Invent.
VL  - 7
C7  - 104512
PY  - 2023
DO  - 10.5555/inv.0002
AU  - Lindqvist, Å.
AU  - García-Núñez, M.J.
AD  - University of Nowhere, Sweden
AB  - Diaries were kept by 41 carers. © 2023 The Authors.
KW  - carers
KW  - diary
N1  - Export Date: 02 March 2024
N1  - Cited By :5
M3  - Article
DB  - Scopus
UR  - https://example.org/scopus?eid=2
ER  -

""",
    "proquest": """\
TY  - JOUR
T1  - Nothing about us: minutes of a meeting
AN  - 2500000001; 41000007
A1  - Pell, Rhoda
AB  - Minutes.

A second paragraph after an empty line.
KW  - Meetings
KW  - Minutes
LA  - English
PY  - 2019
DA  - 2019 Spring
SP  - 12-19
JF  - Invented Minutes
DP  - ProQuest LLC
UR  - https://example.org/pq
ER  -

""",
    "endnote": """\
TY  - CHAP
AU  - Brown, C.
A2  - Editor, E.
PY  - 2018
DA  - Sep 18
TI  - A chapter
T2  - A book of chapters
SP  - 1
EP  - 20
PB  - Invented Press
CY  - London
ET  - 2nd ed.
KW  - first keyword
second keyword
third keyword
N1  - A note that
goes on
UR  - https://example.org/1
ID  - 12
ER  -


""",
    "zotero": """\
TY  - CONF
TI  - 患者参与的研究
AU  - 王, 芳
AU  - Ó Briain, Seán
T2  - Proceedings of nothing
C1  - Dublin
DA  - 2022/06/01/
PY  - 2022
DO  - 10.5555/inv.0005
SP  - 5
EP  - 9
LA  - zh
L1  - /files/1/a.pdf
L2  - https://example.org/2
KW  - 共同制作
N2  - 摘要
ER  -

""",
    "wos": """\
TY  - JOUR
AU  - Smith, J
TI  - A record from Web of Science
T2  - J INVENT CARE
LA  - English
KW  - a
KW  - b
AB  - Text.
SN  - 1234-5679
SN  - 1234-5687
DA  - JUN
PY  - 2020
VL  - 3
IS  - 2
SP  - 1
EP  - 9
DO  - 10.5555/inv.0006
AN  - WOS:000000000000001
Y2  - 2024-01-02
ER  -

""",
    "pubmed": """\
TY  - JOUR
DB  - PubMed
AN  - 41000010
TI  - A record as PubMed's converters write it
AU  - Solo, A
JO  - J Invent Care
PY  - 2017
IS  - 1
VL  - 1
SP  - e5
ER  -
""",
}

NBIB = """\

PMID- 41000001
OWN - NLM
STAT- MEDLINE
LR  - 20220101
IS  - 1234-5679 (Electronic)
IS  - 1234-5660 (Linking)
VI  - 12
IP  - 3
DP  - 2021 Sep 18
TI  - Shared decisions in a made-up clinic: a feasibility study that has a long
      title.
PG  - 101-109
LID - 10.5555/inv.0001 [doi]
LID - e5 [pii]
AB  - BACKGROUND: Nobody had asked. METHODS: We asked, and asked again, until the
      line was full.
FAU - Northcott, Ada B
AU  - Northcott AB
AD  - Somewhere, United Kingdom.
FAU - Okonjo, Ife
AU  - Okonjo I
LA  - eng
PT  - Journal Article
PT  - Research Support, Non-U.S. Gov't
TA  - J Invent Care
JT  - Journal of invented care
MH  - Humans
MH  - *Decision Making
OT  - asking
SO  - J Invent Care. 2021 Sep 18;12(3):101-109. doi: 10.5555/inv.0001.

PMID- 41000002
OWN - NLM
TI  - A second record.
AU  - Solo A
CN  - The Asking Group
DP  - 2020 Spring
PT  - Comment
AID - 10.5555/inv.0009 [doi]
SO  - J Invent Care. 2020.
"""

CIW = """\
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Smith, J
   Doe, A
AF Smith, Jane
   Doe, Alex
TI A title that Web of Science
   wraps onto a second line
SO JOURNAL OF INVENTED CARE
LA English
DT Article
DE carers; diaries; time use
ID PARTICIPATION; HEALTH
AB Text of an abstract that
   goes on.
C1 [Smith, Jane] Univ Nowhere, Town, England.
   [Doe, Alex] Univ Elsewhere, Town, Wales.
CR Brown C, 2018, BOOK, V1, P1
   Pell R, 2019, MINUTES, V2, P12
NR 2
TC 0
SN 1234-5679
EI 1234-5687
PD JUN
PY 2020
VL 3
IS 2
BP 1
EP 9
DI 10.5555/inv.0006
UT WOS:000000000000001
PM 41000011
ER

PT B
AU Brown, C
TI A book
SO A SERIES
PY 2018
UT WOS:000000000000002
ER

EF
"""

BIBTEX = r"""% Encoding: UTF-8
@string{jic = "Journal of Invented Care"}

@article{northcott2021,
  author    = {Northcott, Ada B. and Ok{\'o}njo, If\'e and {Department of Health and Social Care}},
  title     = {{Shared} decisions with {DNA} \& {\"U}ber-tests in {S}{\~a}o Paulo: 50\% of \textit{people}},
  journal   = jic,
  year      = 2021,
  month     = sep,
  volume    = {12},
  number    = {3},
  pages     = {101--109},
  doi       = {10.5555/inv\_0001},
  keywords  = {asking, deciding},
  abstract  = {Nobody had asked.
               We asked.},
  note      = {TNF-$\alpha$ and CO$_2$},
}

@InProceedings(lindqvist2023,
  author = "Lindqvist, {\AA}sa",
  title = "A " # "second" # { record},
  booktitle = {Proceedings of Nothing},
  date = {2023-05-01},
  url = {https://example.org/~a/b_c?d=1%20},
)
@comment{jabref-meta: databaseType:bibtex;}
@misc{empty}
"""

ENDNOTE = """<?xml version="1.0" encoding="UTF-8" ?><xml><records>\
<record><database name="made.enl" path="made.enl">made.enl</database><source-app name="EndNote" version="20.0">EndNote\
</source-app><rec-number>7</rec-number><foreign-keys><key app="EN" db-id="x">7</key></foreign-keys>\
<ref-type name="Journal Article">17</ref-type><contributors><authors><author><style face="normal" font="default" \
size="100%">Northcott, Ada B.</style></author><author><style face="normal" font="default" size="100%">Okonjo, Ife</style>\
</author></authors><secondary-authors><author>Editor, E.</author></secondary-authors></contributors>\
<auth-address>Somewhere.&#xD;Elsewhere.</auth-address><titles><title><style face="normal">Effects of </style>\
<style face="italic">in vivo</style><style face="normal"> asking &amp; telling</style></title><secondary-title>J Invent \
Care</secondary-title></titles><periodical><full-title>J Invent Care</full-title></periodical><pages>101-109</pages>\
<volume>12</volume><number>3</number><keywords><keyword>asking</keyword><keyword>telling</keyword></keywords><dates>\
<year>2021</year><pub-dates><date>Sep 18</date></pub-dates></dates><isbn>1234-5679</isbn><accession-num>41000001\
</accession-num><abstract>Nobody had asked.&#xD;We asked.</abstract><urls><related-urls><url>https://example.org/1</url>\
<url>https://example.org/2</url></related-urls></urls><electronic-resource-num>10.5555/inv.0001</electronic-resource-num>\
<remote-database-provider>NLM</remote-database-provider><language>eng</language></record>
<record><rec-number>8</rec-number><ref-type name="Newspaper Article">23</ref-type><titles><title>مشاركة المرضى</title>\
</titles></record>
</records></xml>
"""

CSV = """\
ID,ENTRYTYPE,title,author,year,journal,booktitle,abstract,label_included
x1,article,"Shared decisions, in a made-up clinic","Northcott, Ada B and Okonjo, Ife",2021,J Invent Care,,"Nobody.
Two lines.",1
x2,inproceedings,参与,王芳; 李明,2022.0,,Proceedings of nothing,,0
,,Only a title,,,,,,
"""

# Some write a space after the hyphen of the last line, some do not.
for _name in ("ovid", "endnote", "zotero", "pubmed"):
    RIS[_name] = RIS[_name].replace("ER  -\n", "ER  - \n")

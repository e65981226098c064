"""What stands between the tables of docs/validation.md."""

TITLE = """# Validation

Made by `python examples/validate.py DATA_FOLDER` from published tables; nothing is fetched, and the figures are
those of the last run. Two questions are kept apart: does the engine compute what it says, and are its scores
believable? The first part answers only the first."""

ENGINE = """
## 1. Engine verification: published indices against ours

Three published indices as TOML under `examples/`. That they come out says that normalisation and aggregation
are right. It says nothing about the scores of the default framework.
"""

BELIEVABLE = """
## 2. Are the scores believable?

A score is a base rate from open statistics, moved by rated evidence. Base rates can be tested against the world
and are (a to d). The ratings of the example are illustrative, and what speaks for them is how two readers agree
(g).
"""

BACKTEST = """### a. Back-test of base rates

Each year from 2010 to 2023 every country is scored on 31 December with what had been published by then (deaths
of the year before, WGI of the year before, coups of two years before), and held against the next year.
Outcomes: UCDP 25.1, and the Cline Center's coups with our corrections and later events; countries that UCDP
covers, without Palestine, whose deaths it books under Israel. AUC is the chance that a case stands above a case
that did not happen; .5 is a coin. Intervals of 95 % redraw countries, not years, 400 times. A Brier score is
the squared error of a probability; it is read off a line fitted to earlier years alone, so that no year knows
its own outcome. Lower is better.
"""

BACKTEST_READ = """*Read*: the security pillar orders countries better than last year's deaths or WGI stability alone, by a little
that is not chance. New violence is foretold much better than by past deaths, and no better than by WGI
stability alone, which is a good third of the pillar and most of what differs between countries without deaths.
Attempts at power are rare, and *fractured regime*, the security pillar and WGI stability tell them apart about
equally well; published structural models reach about .68 by their own measure. As a probability of violence, a
line through last year's deaths is slightly sharper than one through the pillar. A base rate is an order of
exposure, not a forecast: coups in quiet countries stay surprises.
"""

BESIDE = """### b. Beside INFORM, UCDP and WGI

INFORM Risk 2025 asks another question (humanitarian need, natural hazards included) and **shares inputs** with
base rates: UCDP, WGI and UNHCR figures. UCDP and WGI **are** inputs. Agreement shows that nothing is upside
down; it is no independent proof.
"""

BESIDE_READ = """*The gaps*: where we stand above the line the country is closed, authoritarian or under sanctions, but neither
poor nor hit by natural hazards (Belarus, Turkmenistan, Algeria, Russia, Bahrain): INFORM does not ask about
permission, seizure, rivalry or payments. Libya and Eritrea add weak institutions that INFORM weighs less.
"""

EXAMPLE_READ = """*Read*: Mali is very high, Burkina Faso and Niger are high, Mali the highest of the three through 2025 and 2026; Ghana,
Senegal and Côte d'Ivoire stand well below. Security leads in Mali and Burkina Faso. **In Niger it does not**:
fewer people are killed than in its neighbours, while the coup, the five-year transition, the seized mine and
the exits are all recent, so honest ratings put sovereignty first from early 2025. Chad comes out as high as
Niger on institutions, not on attacks. **Mali is provisional, not rated**: most of its incidents lie under what
statistics already expect of it, and such items bear a score out without moving it. What the example says of
countries with a handful of items is mostly their base rate, and the status says so. What was learned in April
and May 2026 (six cities attacked at once, the minister of defence killed, Kidal lost) adds points to Mali, or
none, in every pillar. **Mali still falls from 83 to 80 in 2026, while its war gets worse**, and a reader on the
spot will object: its statistics fell (off the FATF's grey list, the coups of 2020 and 2021 fading) and its ties
with Washington thawed, while security already stood near the top and has little room to rise. The score is an
exposure over four pillars, not a thermometer of the war.

Coups since 2020 whose sources in our tables reach a quality of .70 stand under *what happened*: Mali 2020 and
2021, Chad and Guinea 2021, Niger 2023, Guinea-Bissau and Benin 2025. Two do not: Burkina Faso, January 2022
(copy of an open encyclopaedia, D3) and September 2022 (news portal, C2). They are in the evidence as what they
are, and are no turning points. The mutiny of Niamey of August 2026 rests on an aggregator's record (C3) and is
not one either. The reports on Chad and Guinea were published one and more than two years later.
"""

HISTORY = """### c. Mali, Burkina Faso, Niger and Côte d'Ivoire, 2005 to 2026

![Scores, security pillars and base rates of the four countries by half-year](validation-history.svg)

Every half-year as of its last day; statistics as they had been published, evidence from when it was observed.
Before 2019 the example has no evidence, and the line is the base rate. Numbers on the chart are coups, turning
points and top-level events.
"""

HISTORY_READ = """*Read*: the war is seen before the coups in Burkina Faso (security passes 50 in 2019), a year and a half late in
Mali (2013), and Côte d'Ivoire comes down from its war to the middle. Niger's coup of 2023 was not announced by
any series. Statistics lag: what happens in a spring reaches base rates in the summer of the next year, and
evidence has to carry it until then.
"""

HIDDEN = """### d. Do intervals hold what was hidden?

Of every indicator and country at the end of 2016, 2020 and 2024 one measure is hidden (its rating held within 5
and 95, as base rates are); the base rate is made of the others, and one report tells the hidden one, rounded to
the nearest level: right, or with a chance of .05 (A1), .20 (B2) or .40 (C3) any level. Shares of hidden ratings
that lie in the interval of 90 %, by fifth of the truth:
"""

HIDDEN_READ = """*Read*: in the middle intervals hold more than they promise, at both ends less: a single A1 report at the lowest
or highest level is trusted too far, because levels 1 and 5 stand for a whole fifth and are read as its very
end. Without any report the lowest fifth is covered worst: statistics that know nothing bad of a country are
often right. A hidden measure is not the indicator itself, so this tests the width of intervals and not where
they stand.

In a simulated world around base rates, many false incidents of a calm country mislead most: twelve false B2
reports at a base of 20 raise a score by 6 to 21 points.
"""

CALLS = """### e. What is called a change

Every year from 2015 of every country of the example against the year before, by the test of the method (§ 8).
"""

CALLS_READ = """*Read*: a year without new evidence never calls anything. Countries seldom change, indicators more often. A
takeover where none was expected is called (Guinea, Chad, Burkina Faso, Benin); where statistics already
expected one (Mali 2020, Niger 2023 after the attempt of 2021, Guinea-Bissau after that of 2022) one report of
quality .70 does not surprise enough, and the page shows the event above the arithmetic instead. So not every
first takeover in three years is called: Mali's of 2020 and Guinea-Bissau's of 2025 are not. The one call in
Senegal is its removal from the FATF's grey list.
"""

SENSITIVITY = """### f. What other assumptions would change

What `sahelrisk audit` tries. Where evidence is thin the base rate is nearly all there is, and every base rate wrong
in the same direction by its whole spread is the harshest of these assumptions.
"""

READINGS = """### g. Two readers of forty statements

A second reader saw forty statements of the example, shuffled, with the ladders and without levels or comments,
and wrote levels down before anything was compared (`tests/agreement/`). Ranges count at their middle; kappa has
quadratic weights.
"""

READINGS_READ = """
Both readers work on this project with the same ladders, and many statements were worded by the first with a
rung in mind: this is the agreement to hope for, not that of two desks. Disagreements about level were about
what a sentence leaves open; those about `reads` about single measures. The ladders now say what *cut*,
*guarded*, *until further notice*, *wider break*, *ended affair* and a takeover without a date mean. A statement
whose source was changed since is not compared any more. Anchoring vignettes, five invented situations for each
of eight ladders, are in `tests/vignettes.toml`.
"""

UNKNOWN = """### h. What is not known

- **Engagement** has no good open measure: statistics do not see sanctions, bases or patrons (its spreads of 20
  to 26 say so), and nothing published can be held against it.
- **Editions**: WGI, UCDP and the table of payment restrictions are today's editions of the past. What was
  printed in 2012 differed, and the back-test is kinder for it.
- **Ratings are ours**: levels, grades and turning points of the example are illustrative. Nobody outside has
  read them.
- **False incidents** in a calm country mislead, and nothing in the arithmetic can know.
- **Attack counts by quarter** of a named source are not in the tables, so *attacks by armed groups* rests on
  its base rate where no item fixes a level.
- **Left out of the example**: Mali's coup of 2012, known from a coup list alone, which base rates already hold;
  decisions of the Security Council that say nothing of a level; and reports of a movement without a level.
- An interval says how far sources and statistics leave a score open. It has not been validated for a country,
  and a score is no probability of an event.
"""

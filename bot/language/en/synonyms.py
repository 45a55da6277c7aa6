"""Which English words a question and its answer use for one thing, and which of them are verbs.

A line is a group; the words stand in their plain form, since they are compared by their stem. The groups hold what
news is about; a word may stand in several.
"""

from __future__ import annotations

from bot.language.en.tokens import stem

_VERBS = """
win triumph prevail clinch beat defeat crown
lose defeat
score net
release launch publish issue unveil debut premiere
unveil reveal disclose present introduce
die perish decease
kill murder slay assassinate
injure wound hurt harm
marry wed
divorce separate
meet gather convene
visit travel tour trip fly
speak talk call converse telephone phone
say tell state declare
announce declare proclaim
think believe consider
demand seek want require insist urge
urge call appeal press
ask request
give award donate grant hand
receive get obtain accept
buy acquire purchase
sell auction
pay spend
cost price charge fee fare
earn gain make
grow growth rise increase climb jump surge soar
fall drop decline decrease sink slump plunge shrink
raise lift increase
cut reduce slash lower
begin start open commence launch
end finish conclude close
stop halt suspend
hold host stage
last take
leave quit resign depart withdraw exit
withdraw pull retract
join enter
founded founder establish create set start
make produce manufacture
build construct erect
write author pen
direct helm
sing perform
play act star portray perform appear
lead head chair run govern
moderate host
elect vote choose
choose pick select appoint name nominate
dismiss fire sack oust remove
hire recruit employ
fight battle clash
attack strike hit assault bomb
invade occupy
explode detonate blow burst
arrest detain capture
charge accuse indict
convict sentence jail imprison
shoot fire gun
find discover
search look hunt
steal rob
ban prohibit bar forbid outlaw
allow permit let
support back endorse favour favor
oppose reject resist object
help aid assist
warn caution
threaten menace
agree accept approve consent
refuse decline reject deny
deny dispute
plan intend aim
promise pledge vow commit
blame fault
criticise criticize attack condemn denounce slam
praise commend laud hail
compare liken
describe call label
flee escape evacuate
rescue save
crash collide
sink capsize
destroy wreck ruin
damage harm
protect defend shield
cross pass
drive bring carry take transport transfer move
move relocate
send deploy dispatch
return come
arrive land reach
admit accept take let
admit acknowledge confess
compete vie contest
face confront encounter
teach instruct
study research
prove show demonstrate
cause lead provoke trigger
finance fund pay bankroll
choose choice pick nominate nominee nomination select appoint prefer want
invest spend
owe borrow
borrow lend
merge combine unite
sue prosecute
investigate probe examine
discuss debate talk
sign ink
postpone delay defer
cancel scrap abandon
replace succeed
own possess
use employ
need require
live reside dwell
work serve
learn find
watch see view
predict forecast expect
estimate reckon
count number total
burn torch
hide conceal
target aim
lie mislead
celebrate mark observe
"""
_OTHERS = """
win victory victor winner champion triumph
lose loser defeat
score goal
die death dead toll
kill death killing fatality
injure injury casualty
bear born birth birthday
marry marriage wedding bride spouse
meet meeting summit talks gathering conference
visit trip tour
speak speech address
call conversation
say statement
demand request
award prize
buy acquisition takeover purchase
sale sell
cost price fee fare charge
pay salary wage
earn revenue sales turnover income
profit earnings
rise growth increase
fall decrease decline drop
begin opening start
lead leader head chief boss
run chief boss head director manager executive
star actor actress lead cast role
character role part
elect election vote poll ballot
troop soldier force
war conflict fighting
attack strike assault bombing raid
explode explosion blast bomb bombing detonation
invade invasion
arrest custody
charge accusation indictment
sentence prison jail
shoot shooting gunman
fly flight
runner second silver finalist
doctor physician medic
film movie picture
song single track
book novel
car vehicle
truck lorry
company firm business corporation
nation country state
town city
big large great huge
private personal
improper illegal unlawful illicit
small little
job post position
law bill legislation act statute
plan scheme proposal
aim goal target
help aid assistance relief
agree agreement deal accord pact treaty
poll survey
percent percentage share proportion per
child kid
people person inhabitant resident
woman female
man male
no number
ai artificial
hospital clinic ward
police officer cop
opponent rival adversary
foe enemy
danger threat risk
crowd audience spectator
house home residence
apartment flat
money cash fund
student pupil
teacher professor
worker employee staff
boat ship vessel
plane aircraft jet airplane
storm hurricane cyclone typhoon
flood flooding
fire blaze
earthquake quake
illness disease sickness
virus disease infection
vaccine jab shot
refugee migrant asylum
border frontier
wife spouse husband partner
lawyer attorney counsel
judge justice
spokesman spokeswoman spokesperson
ceo chief executive
minister secretary
tax levy duty tariff
loan debt credit
school college university
goods product
picture photo image
gun weapon firearm
reason cause motive
outcome result
mistake error
chance opportunity
fan supporter
trial court hearing
game match
stadium arena venue
club team side
coach manager trainer
season year
site place location
road street highway
sea ocean
forest wood
oil petroleum crude
gas fuel
coal mine
climate warming
emission pollution
"""
_MORE_VERBS = """
add answer apply argue attend bear become build buy carry change claim clean climb close complete concern contain
continue control cover decide deliver depend design develop discover draw drop eat enable ensure exist expand explain
fail feel fill fix follow form gain handle happen hear identify imagine improve include indicate inspect involve issue
keep know learn link list love manage mean measure mention miss occur operate order organise organize participate
perform place plant prepare prevent print process propose publish push put qualify quote race reach read realise
realize record refer reflect register reopen repair repeat report represent respond retire reveal review ride rule
sail schedule settle share shut sit sleep solve stand stay step store suffer suggest suspect teach test throw touch
train transfer treat try turn use wait walk wear weigh welcome worry restore resume recover remain rank record own
hike climb star broadcast air air stream tour hack leak spy testify veto impeach inaugurate adopt amend enact pass
repeal ratify overturn uphold rule recall recommend reform regulate
"""
_LIGHT = """
want get have face hold take make give put use go come happen occur call find keep need try involve include see set let
feel think consider know say tell ask mean do become remain stay look show like own contain concern pick
"""


def table(rows: str) -> dict[str, frozenset[int]]:
    """Return each stem of a table with the numbers of its rows."""
    found: dict[str, set[int]] = {}
    for index, row in enumerate(rows.split("\n")):
        for word in row.split():
            found.setdefault(stem(word), set()).add(index)
    return {word: frozenset(groups) for word, groups in found.items()}


GROUP_OF = table(f"{_VERBS}\n{_OTHERS}")
"""Each stem with the groups that it stands in."""
VERBS = frozenset(stem(word) for word in f"{_VERBS} {_MORE_VERBS} {_LIGHT}".split())
LIGHT = frozenset(stem(word) for word in _LIGHT.split())
"""Verbs that say little by themselves: an answer may do without them."""


def synonyms(one: str, other: str) -> bool:
    """Tell whether two stems may say one thing."""
    return bool(GROUP_OF.get(one, frozenset()) & GROUP_OF.get(other, frozenset()))

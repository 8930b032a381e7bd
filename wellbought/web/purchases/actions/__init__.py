"""Everything that changes a purchase."""

from wellbought.web.purchases.actions.answers import AnswerChanged, AnswerTooLong, save_answer, settle
from wellbought.web.purchases.actions.decisions import (
    DecisionTaken,
    GateNotReady,
    GatePassed,
    NotTheirsToSign,
    log_decision,
    pass_gate,
)
from wellbought.web.purchases.actions.evidence import (
    FileRefused,
    drop_content,
    keep_content,
    keep_file,
    keep_link,
    withdraw,
)
from wellbought.web.purchases.actions.purchase import (
    AboutChanged,
    AboutPurchase,
    Arrived,
    FactsChanged,
    PlanIsCurrent,
    change_about,
    change_facts,
    choose_team,
    join_team,
    start_purchase,
    take_update,
)
from wellbought.web.purchases.actions.standing import note_standing, refresh_standings
from wellbought.web.purchases.actions.words import (
    ControlCharacter,
    WordsMissing,
    WordsTooLong,
    clean_words,
    words_within,
)
from wellbought.web.purchases.actions.work import AssignmentChanged, assign, comment, see_mentions

__all__ = [
    "AboutChanged",
    "AboutPurchase",
    "AnswerChanged",
    "AnswerTooLong",
    "Arrived",
    "AssignmentChanged",
    "ControlCharacter",
    "DecisionTaken",
    "FactsChanged",
    "FileRefused",
    "GateNotReady",
    "GatePassed",
    "NotTheirsToSign",
    "PlanIsCurrent",
    "WordsMissing",
    "WordsTooLong",
    "assign",
    "change_about",
    "change_facts",
    "choose_team",
    "clean_words",
    "comment",
    "drop_content",
    "join_team",
    "keep_content",
    "keep_file",
    "keep_link",
    "log_decision",
    "note_standing",
    "pass_gate",
    "refresh_standings",
    "save_answer",
    "see_mentions",
    "settle",
    "start_purchase",
    "take_update",
    "withdraw",
    "words_within",
]

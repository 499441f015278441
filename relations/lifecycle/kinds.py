"""Which acts matter and how, read from the vocabulary of actions."""

from relations.lifecycle.model import Terms
from relations.vocabulary import ACTIONS, ENTRY_INTO_FORCE_RULES

RANK = {term.code: int(term.extra["rank"]) for term in ACTIONS}
WITHOUT_EFFECT = {"initialling", "registered", "published", "closed_for_signature", "opened_for_signature", "tacit_renewal",
                  "text_authenticated", "text_corrected"}  # fmt: skip
STATEMENT_RANK = 14  # Reservations, declarations and the like: R14 looks at them, never a status.
RELEVANT = frozenset(
    term.code
    for term in ACTIONS
    if term.extra["scope"] in ("agreement", "party")
    and RANK[term.code] < STATEMENT_RANK
    and term.code not in WITHOUT_EFFECT
)
SIGNATURES = frozenset({"signature", "signature_ad_referendum", "definitive_signature", "succession_to_signature"})
CONSENTS = frozenset(term.code for term in ACTIONS if term.extra["counts_as_consent"])
ADOPTIONS = frozenset({"text_adopted"})
OPENINGS = frozenset({"negotiation_opened", "text_adopted", "opened_for_signature", "note_sent"}) | SIGNATURES
EXITS = frozenset({"withdrawal", "denunciation", "expulsion"})
ENDS = {
    "expired": "expired",
    "completed": "expired",
    "terminated_by_consent": "terminated",
    "superseded": "superseded",
    "abandoned": "never_entered_into_force",
    "declared_void": "void",
}
IDENTITY = frozenset({"state_continuity", "state_extinction"})
FIRST_RANK_OF_ORDER = 5  # From consent upward an undecided order of acts can change the answer.


def consents_of(terms: Terms) -> frozenset[str]:
    """The acts that express consent under the agreement's rule (VCLT 11); without a known rule, every such act.

    A succession is the consent of a successor State under every rule (VCSS 17).
    """
    if terms.rule == "unknown":
        return CONSENTS
    return frozenset(ENTRY_INTO_FORCE_RULES[terms.rule].extra["counts_actions"]) | {"succession"}

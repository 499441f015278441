"""The terms of an agreement: one row, in three groups."""

from relations.admin.base import Cards, fieldset
from relations.admin.forms import DeskForm
from relations.models import Terms
from relations.vocabulary import DURATION_TYPES, ENTRY_INTO_FORCE_RULES

LABELS = {
    "n": "Number of consents",
    "share_at_least": "Share at least",
    "delay_n": "Delay",
    "delay_unit": "Unit of the delay",
    "party_delay_n": "Delay for later parties",
    "party_delay_unit": "Unit of that delay",
    "other_agreement": "Waits for agreement",
    "entry_clause": "Clause",
    "duration": "Type",
    "term_n": "Term",
    "term_unit": "Unit of the term",
    "renewal_n": "Renewal",
    "renewal_unit": "Unit of the renewal",
    "notice_n": "Notice",
    "notice_unit": "Unit of the notice",
    "until_agreement": "Ends with agreement",
    "duration_clause": "Clause",
    "withdrawal_allowed": "Allowed",
    "withdrawal_delay_n": "Takes effect after",
    "withdrawal_delay_unit": "Unit",
    "withdrawal_not_before_n": "Not within the first",
    "withdrawal_not_before_unit": "Unit of that time",
    "withdrawal_clause": "Clause",
}


class TermsForm(DeskForm):
    def headline(self) -> str:
        terms = self.instance
        return f"{ENTRY_INTO_FORCE_RULES[terms.rule].label}; {DURATION_TYPES[terms.duration].label.lower()}"


class TermsInline(Cards):
    model = Terms
    form = TermsForm
    field_options = {name: {"label": label} for name, label in LABELS.items()}
    max_num = 1
    verbose_name_plural = "terms"
    fk_name = "agreement"
    autocomplete_fields = ("other_agreement", "until_agreement")
    fieldsets = [
        fieldset(
            "Entry into force",
            ("rule", "n", "share_at_least"),
            ("delay_n", "delay_unit", "party_delay_n", "party_delay_unit"),
            ("not_before", "fixed_date", "effective_from"),
            ("other_agreement", "entry_clause"),
        ),
        fieldset(
            "Duration",
            ("duration", "term_n", "term_unit", "ends_on"),
            ("renewal_n", "renewal_unit", "notice_n", "notice_unit", "late_notice"),
            ("until_agreement", "duration_clause"),
        ),
        fieldset(
            "Withdrawal",
            ("withdrawal_allowed", "withdrawal_delay_n", "withdrawal_delay_unit"),
            ("withdrawal_not_before_n", "withdrawal_not_before_unit", "withdrawal_clause"),
        ),
    ]

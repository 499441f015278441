"""What an agreement's own objects look like: titles, texts, relations, terms."""

from typing import Any

from rest_framework import serializers

from api import enumerations as enums
from api.members import Plain
from api.values import Code, Earliest, Edtf, Flag, Id, Key, Latest, Text, Whole, listed


class TitleSerializer(Plain):
    """A title in one language."""

    id = Id()
    language = Text("BCP 47 tag.")
    kind = Code(enums.TITLE_KIND)
    text = Text()


class TextSerializer(Plain):
    """Where a text of the agreement can be read."""

    id = Id()
    kind = Code(enums.DOCUMENT_KIND)
    language = Text("BCP 47 tag.")
    link = Text()
    archived_link = Text(null=True)
    checksum = Text("SHA-256.", null=True)


class AgreementRelationSerializer(Plain):
    """How the agreement stands to another."""

    id = Id()
    kind = Code(enums.AGREEMENT_RELATION_KIND)
    agreement = Key("Ref of the other agreement.")


class PeriodSerializer(Plain):
    """A length of time."""

    n = Whole()
    unit = Code(enums.DELAY_UNIT)


class ShareSerializer(Plain):
    """A share of a whole that the consents must carry."""

    at_least = serializers.FloatField()
    weights: Any = serializers.DictField(child=serializers.FloatField(), help_text="The share of each party, by code.")


class EntrySerializer(Plain):
    """When the agreement enters into force. Null is not known; nothing is assumed."""

    rule = Code(enums.ENTRY_RULE)
    n = Whole("Number of consents.", null=True)
    delay = PeriodSerializer(allow_null=True)
    party_delay = PeriodSerializer(allow_null=True)
    not_before = Edtf()
    not_before_earliest = Earliest()
    not_before_latest = Latest()
    fixed_date = Edtf()
    fixed_date_earliest = Earliest()
    fixed_date_latest = Latest()
    effective_from = Edtf()
    effective_from_earliest = Earliest()
    effective_from_latest = Latest()
    other_agreement = Key("Ref of the agreement that it waits for.", null=True)
    clause = Text(null=True)
    negotiating = listed(Key(), "Codes of the parties whose act is needed.")
    named = listed(Key(), "Codes of the parties whose consent is needed by name.")
    not_counted = listed(Key(), "Codes of the parties that bind themselves and do not count.")
    share = ShareSerializer(allow_null=True)


class DurationSerializer(Plain):
    """How long it lasts, and how it goes on."""

    type = Code(enums.DURATION_TYPE)
    term = PeriodSerializer(allow_null=True)
    ends_on = Edtf()
    ends_on_earliest = Earliest()
    ends_on_latest = Latest()
    renewal_term = PeriodSerializer(allow_null=True)
    notice = PeriodSerializer(allow_null=True)
    late_notice = Code(enums.LATE_NOTICE, null=True)
    other_agreement = Key("Ref of the agreement with which it ends.", null=True)
    clause = Text(null=True)


class WithdrawalSerializer(Plain):
    """How a party leaves."""

    allowed = Flag(null=True)
    delay = PeriodSerializer(allow_null=True)
    not_before = PeriodSerializer(allow_null=True)
    clause = Text(null=True)


class TermsSerializer(Plain):
    """The terms, as far as they are known; `derive/` takes them as they stand."""

    id = Id(null=True)
    entry_into_force = EntrySerializer()
    duration = DurationSerializer()
    withdrawal = WithdrawalSerializer()

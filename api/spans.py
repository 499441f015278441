"""How a status stands in the contract: the same object everywhere."""

from rest_framework import serializers

from api.enumerations import CERTAINTY, SPAN_STATUS
from api.members import Plain
from api.values import Code, Day, Flag, Id, Text, listed


class WhySerializer(Plain):
    """One reason: the rule, the acts, the clause, a sentence, and who says so."""

    rule = Text("Number of the rule, R1 to R18.")
    events = listed(Text(), "Ids of the acts.")
    clause = Text(null=True)
    sentence = Text()
    citations = listed(Id(), "Ids of the citations of these acts.")


class SpanBase(Plain):
    """A status over the days from `from` up to, and without, `to`."""

    code = Code(SPAN_STATUS)
    possible = listed(Code(SPAN_STATUS), "Every status that the record leaves open, in the order of the vocabulary.")
    certainty = Code(CERTAINTY)


class TimelineSpanSerializer(SpanBase):
    """A status over the days from `from` up to, and without, `to`, with its reasons."""

    to = Day("First day after it; null for no end.")
    views = serializers.DictField(
        child=listed(Code(SPAN_STATUS)), allow_null=True, help_text="What each view of a contested act makes possible."
    )
    why = WhySerializer(many=True)

    def get_fields(self) -> "dict[str, serializers.Field]":  # type: ignore[type-arg]
        return _with_from(super().get_fields())


class SpanSerializer(TimelineSpanSerializer):
    """The status on a day, with its reasons."""

    on = Day("The day asked for.", null=False)
    projected = Flag("Whether the day lies after what the record vouches for, or after today.")


class StatusSerializer(Plain):
    """The status on a day."""

    code = Code(SPAN_STATUS)
    to = Day("First day after it; null for no end.")
    certainty = Code(CERTAINTY)
    on = Day("The day asked for.", null=False)
    projected = Flag("Whether the day lies after what the record vouches for, or after today.")

    def get_fields(self) -> "dict[str, serializers.Field]":  # type: ignore[type-arg]
        return _with_from(super().get_fields())


def _with_from(fields: "dict[str, serializers.Field]") -> "dict[str, serializers.Field]":  # type: ignore[type-arg]
    """`from` is a word of Python: it cannot be declared as an attribute."""
    return {"from": Day("First day; null for the beginning.")} | fields

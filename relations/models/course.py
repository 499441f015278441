"""How an agreement runs: what its deadlines are counted from. Written by the door, never edited."""

from django.db import models

from relations.models.agreement import Agreement


class Course(models.Model):
    """The term, the end, the exits under way and the signature of an agreement, as the engine derived them.

    Days of a tacit renewal are counted from here for any day asked: they never go stale.
    """

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="course")
    facts = models.JSONField(default=dict)
    renews = models.BooleanField(default=False, help_text="Goes on from term to term until something stops it.")
    end_earliest = models.DateField(help_text="First day on which it may be over; 9999-12-31 for no end in sight.")
    end_latest = models.DateField(help_text="Day on which it is surely over; 9999-12-31 for perhaps never.")

    class Meta:
        indexes = [
            models.Index(fields=["end_earliest"], name="course_by_end"),
            models.Index(fields=["agreement"], name="course_that_renews", condition=models.Q(renews=True)),
        ]

    def __str__(self) -> str:
        return f"{self.end_earliest}/{self.end_latest}"

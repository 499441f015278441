"""What the door writes beside the spans: findings, and what deadlines are counted from. A change fills in its own."""

import django.db.models.deletion
from django.db import migrations, models

import relations.models.fields


class Migration(migrations.Migration):
    dependencies = [("relations", "0002_search_index")]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", relations.models.fields.CodeField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("agreement", "Agreement"), ("event", "Diplomatic event"), ("party", "Party")],
                        help_text="What kind of record it is about.",
                        max_length=10,
                    ),
                ),
                ("key", relations.models.fields.CleanLine(help_text="Public key of that record.", max_length=80)),
                ("events", models.JSONField(default=list, help_text="Ids of the acts concerned.")),
                ("sentence", relations.models.fields.CleanText()),
                (
                    "agreement",
                    models.ForeignKey(
                        default=None,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="relations.agreement",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        default=None,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="relations.event",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        default=None,
                        help_text="The party that acted; the party itself where the finding is about a party.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="relations.party",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["code", "key", "id"], name="finding_by_code"),
                    models.Index(fields=["agreement", "code"], name="finding_of_agreement"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("facts", models.JSONField(default=dict)),
                (
                    "renews",
                    models.BooleanField(default=False, help_text="Goes on from term to term until something stops it."),
                ),
                (
                    "end_earliest",
                    models.DateField(help_text="First day on which it may be over; 9999-12-31 for no end in sight."),
                ),
                (
                    "end_latest",
                    models.DateField(help_text="Day on which it is surely over; 9999-12-31 for perhaps never."),
                ),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="course", to="relations.agreement"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["end_earliest"], name="course_by_end"),
                    models.Index(condition=models.Q(("renews", True)), fields=["agreement"], name="course_that_renews"),
                ],
            },
        ),
    ]

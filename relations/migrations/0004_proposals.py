"""What waits for its publication: proposals, who edited them, what was said of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import relations.models.fields
import relations.models.keys


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0003_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    relations.models.fields.KeyField(
                        default=relations.models.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "Agreement"),
                            ("party", "Party"),
                            ("event", "Diplomatic event"),
                            ("source", "Source"),
                            ("facility", "Facility"),
                            ("concept", "Concept"),
                        ],
                        max_length=12,
                    ),
                ),
                ("root_id", models.UUIDField(help_text="Id of the record; a new one has it before it is published.")),
                ("key", relations.models.fields.CleanLine(help_text="Public key of the record.", max_length=80)),
                (
                    "base",
                    models.PositiveIntegerField(
                        help_text="Number of the record's revision it was written upon; 0: a new record."
                    ),
                ),
                (
                    "packed",
                    models.BinaryField(
                        default=None,
                        help_text="The document, canonical JSON, zlib; null proposes a deletion.",
                        null=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("changes_requested", "Changes requested"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("published", "Published"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("reason", relations.models.fields.CleanText()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True, help_text="Last change of document or state.")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_as",
                    models.ForeignKey(
                        blank=True,
                        default=None,
                        help_text="The revision that holds it since it was published.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="relations.revision",
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ProposalComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("text", relations.models.fields.CleanText()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="relations.proposal"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ProposalEditor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="editors", to="relations.proposal"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["state", "-changed_at", "-id"], name="proposal_by_state"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["root_id", "state"], name="proposal_of_record"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("packed__isnull", False), ("base__gt", 0), _connector="OR"),
                name="proposal_deletes_a_published",
                violation_error_message="Only a record that was published can be proposed for deletion.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="proposal_says_why",
                violation_error_message="Say why: a proposal needs its reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("published_as__isnull", True), ("state", "published"), _connector="OR"),
                name="proposal_revision_if_published",
                violation_error_message="Only a published proposal names the revision that holds it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="proposal_comment_says_something",
                violation_error_message="A comment needs a text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposaleditor",
            constraint=models.UniqueConstraint(
                fields=("proposal", "user"),
                name="proposal_editor_once",
                violation_error_message="This user is an editor of this proposal already.",
            ),
        ),
    ]

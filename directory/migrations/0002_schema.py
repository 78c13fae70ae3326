"""The tables of the directory.

It waits for the newest migrations of every package: a package that alters a table afterwards would have Django
rebuild its picture of all the tables here each time, which made a fresh database three times slower.
"""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models

import directory.claims.models
import directory.private_files
import directory.public_ids


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("axes", "0010_accessattemptexpiration"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("directory", "0001_user"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("usersessions", "0001_initial"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailforms", "0005_alter_formsubmission_form_data"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="Code")),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "Agency kind",
                "verbose_name_plural": "Agency kinds",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("sequence", models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name="Number")),
                ("at", models.DateTimeField(verbose_name="Time")),
                ("kind", models.CharField(max_length=80, verbose_name="What happened")),
                ("actor_id", models.BigIntegerField(null=True, verbose_name="Acting user")),
                ("association_id", models.BigIntegerField(null=True, verbose_name="Acting association")),
                ("subject_model", models.CharField(max_length=100, verbose_name="Kind of record")),
                ("subject_id", models.CharField(max_length=64, verbose_name="Key of the record")),
                ("subject_label", models.CharField(max_length=300, verbose_name="Name of the record")),
                ("payload_digest", models.CharField(max_length=64, verbose_name="Digest of the payload")),
                ("previous_hash", models.CharField(max_length=64, verbose_name="Previous hash")),
                ("hash", models.CharField(max_length=64, verbose_name="Hash")),
            ],
            options={
                "verbose_name": "Audit event",
                "verbose_name_plural": "Audit events",
                "ordering": ("sequence",),
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["subject_model", "subject_id", "sequence"], name="audit_subject"),
                    models.Index(fields=["kind", "sequence"], name="audit_kind"),
                    models.Index(fields=["actor_id", "sequence"], name="audit_actor"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("sequence__gte", 1)), name="audit_sequence_from_one"),
                    models.CheckConstraint(condition=models.Q(("kind", ""), _negated=True), name="audit_kind_named"),
                    models.UniqueConstraint(fields=("hash",), name="audit_hash_once"),
                    models.UniqueConstraint(fields=("previous_hash",), name="audit_never_forks"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("sequence", models.PositiveBigIntegerField(default=0, verbose_name="Number of the last event")),
                ("hash", models.CharField(max_length=64, verbose_name="Hash of the last event")),
            ],
            options={
                "verbose_name": "Head of the audit chain",
                "verbose_name_plural": "Head of the audit chain",
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="audit_one_head")],
            },
        ),
        migrations.CreateModel(
            name="Language",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="Tag")),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "Working language",
                "verbose_name_plural": "Working languages",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="MailToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=60, verbose_name="Purpose")),
                ("subject", models.CharField(max_length=160, verbose_name="Key of the record")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="Digest")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="Issued at"),
                ),
                ("expires_at", models.DateTimeField(verbose_name="Expires at")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="Used at")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="Withdrawn at")),
            ],
            options={
                "verbose_name": "Mail token",
                "verbose_name_plural": "Mail tokens",
                "default_permissions": (),
                "indexes": [models.Index(fields=["purpose", "subject"], name="mail_token_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))), name="mail_token_expires_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"),
                        name="mail_token_used_or_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80, verbose_name="Kind")),
                (
                    "recipient",
                    models.CharField(
                        max_length=254, validators=[django.core.validators.EmailValidator()], verbose_name="Recipient"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                        max_length=10,
                        verbose_name="Language",
                    ),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="Subject")),
                ("body", models.TextField(verbose_name="Text")),
                ("secret", models.CharField(blank=True, editable=False, max_length=300)),
                ("about_model", models.CharField(blank=True, max_length=100, verbose_name="Kind of record")),
                ("about_id", models.CharField(blank=True, max_length=64, verbose_name="Key of the record")),
                ("message_id", models.CharField(max_length=200, unique=True, verbose_name="Message number")),
                (
                    "queued_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="Queued at"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="Sent at")),
                ("failed_at", models.DateTimeField(blank=True, null=True, verbose_name="Given up at")),
                ("leased_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="Attempts")),
                ("last_error", models.CharField(blank=True, max_length=500, verbose_name="Last error")),
            ],
            options={
                "verbose_name": "Message",
                "verbose_name_plural": "Messages",
                "ordering": ("-queued_at", "-pk"),
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["about_model", "about_id"], name="message_about"),
                    models.Index(fields=["recipient", "-queued_at"], name="message_recipient"),
                    models.Index(
                        condition=models.Q(("failed_at__isnull", True), ("sent_at__isnull", True)),
                        fields=["queued_at"],
                        name="message_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sent_at__isnull", True), ("failed_at__isnull", True), _connector="OR"),
                        name="message_sent_or_given_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sent_at__isnull", True), ("secret", ""), _connector="OR"),
                        name="message_sent_keeps_no_secret",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Park",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="Code")),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "Park",
                "verbose_name_plural": "Parks",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Firm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=directory.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "credit_code",
                    models.CharField(
                        blank=True, max_length=18, null=True, unique=True, verbose_name="Unified social credit code"
                    ),
                ),
                (
                    "park",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="firms",
                        to="directory.park",
                        verbose_name="Park",
                    ),
                ),
                (
                    "size_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("micro", "Micro (under 10 people)"),
                            ("small", "Small (10 to 49)"),
                            ("medium", "Medium (50 to 249)"),
                            ("large", "Large (250 or more)"),
                        ],
                        max_length=10,
                        verbose_name="Size class",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="Website")),
                ("verified_at", models.DateTimeField(blank=True, null=True, verbose_name="Verified at")),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Verified by",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "Firm",
                "verbose_name_plural": "Firms",
                "ordering": ("name_zh", "pk"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name_zh", ""), _negated=True), name="firm_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verified_at__isnull", True), ("verified_by__isnull", True)),
                            models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="firm_verified_by_somebody",
                    ),
                ],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="FirmVerification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="directory.firm",
                        verbose_name="Firm",
                    ),
                ),
                (
                    "document",
                    models.FileField(
                        storage=directory.private_files.private_storage,
                        upload_to="firm-verifications/%Y/%m/",
                        validators=[directory.private_files.validate_proof],
                        verbose_name="Document",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="Note")),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="firm_verifications_requested",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Requested by",
                    ),
                ),
                ("requested_at", models.DateTimeField(auto_now_add=True, verbose_name="Requested at")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for a decision"),
                            ("accepted", "Verified"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="Outcome",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Decided by",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="Decided at")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="Reason")),
            ],
            options={
                "verbose_name": "Verification of a firm",
                "verbose_name_plural": "Verifications of firms",
                "ordering": ("requested_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "waiting")),
                        fields=("firm",),
                        name="firmverification_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("outcome", "waiting")
                            ),
                            models.Q(
                                models.Q(("outcome", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="firmverification_decided_wholly",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="firmverification_not_by_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="Code")),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "Region",
                "verbose_name_plural": "Regions",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Jurisdiction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("code", models.CharField(max_length=2, unique=True, verbose_name="Code")),
                ("alpha3", models.CharField(blank=True, max_length=3, verbose_name="Three-letter code")),
                ("is_office", models.BooleanField(default=False, verbose_name="Regional or international office")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jurisdictions",
                        to="directory.region",
                        verbose_name="Region",
                    ),
                ),
            ],
            options={
                "verbose_name": "Jurisdiction",
                "verbose_name_plural": "Jurisdictions",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="Code")),
                (
                    "kind",
                    models.CharField(
                        choices=[("agencies", "Agencies"), ("people", "People"), ("grades", "Official grades")],
                        default="agencies",
                        max_length=10,
                        verbose_name="Holds",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registers",
                        to="directory.jurisdiction",
                        verbose_name="Country",
                    ),
                ),
                (
                    "grants_licence",
                    models.BooleanField(
                        default=False,
                        help_text="An agency vetted for its country must be active here.",
                        verbose_name="Grants the licence to practise",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="Website")),
            ],
            options={
                "verbose_name": "Register",
                "verbose_name_plural": "Registers",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "register",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="column_mapping",
                        to="directory.register",
                        verbose_name="Register",
                    ),
                ),
                ("columns", models.JSONField(default=dict, verbose_name="Columns")),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "Column mapping",
                "verbose_name_plural": "Column mappings",
            },
        ),
        migrations.CreateModel(
            name="Practitioner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=directory.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                ("folded_name", models.CharField(db_index=True, editable=False, max_length=200)),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practitioners",
                        to="directory.register",
                        verbose_name="Register",
                    ),
                ),
                ("licence_number", models.CharField(blank=True, max_length=60, verbose_name="Licence number")),
                (
                    "licence_kind",
                    models.CharField(
                        choices=[
                            ("patent-agent", "Patent agent"),
                            ("trademark-agent", "Trademark agent"),
                            ("lawyer", "Lawyer"),
                            ("foreign-attorney", "Foreign patent or trademark attorney"),
                            ("other", "Other qualification"),
                        ],
                        max_length=20,
                        verbose_name="Licence",
                    ),
                ),
                (
                    "licence_status",
                    models.CharField(
                        choices=[
                            ("active", "Practising"),
                            ("suspended", "Suspended"),
                            ("revoked", "Revoked"),
                            ("ended", "No longer practising"),
                        ],
                        default="active",
                        max_length=10,
                        verbose_name="Licence status",
                    ),
                ),
            ],
            options={
                "verbose_name": "Practitioner",
                "verbose_name_plural": "Practitioners",
                "ordering": ("name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("licence_number", ""), _negated=True),
                        fields=("register", "licence_number"),
                        name="practitioner_licence_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("licence_number", "")),
                        fields=("register", "folded_name"),
                        name="practitioner_unnumbered_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PractitionerListing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "practitioner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="directory.practitioner",
                        verbose_name="Practitioner",
                    ),
                ),
                ("since", models.DateField(verbose_name="From")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="The first day it was not there.", null=True, verbose_name="Until"
                    ),
                ),
                ("facts", models.JSONField(blank=True, default=dict, editable=False)),
            ],
            options={
                "verbose_name": "Listing of a person",
                "verbose_name_plural": "Listings of people",
                "ordering": ("practitioner", "since"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("practitioner",),
                        name="practitionerlisting_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="practitionerlisting_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Roster",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rosters",
                        to="directory.register",
                        verbose_name="Register",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="Snapshot date")),
                ("file_name", models.CharField(max_length=255, verbose_name="File")),
                ("file_digest", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Columns to choose"),
                            ("reading", "Being read"),
                            ("ready", "Preview ready"),
                            ("applying", "Being applied"),
                            ("applied", "Applied"),
                            ("failed", "Refused"),
                            ("discarded", "Discarded"),
                        ],
                        db_index=True,
                        default="uploaded",
                        max_length=10,
                        verbose_name="State",
                    ),
                ),
                ("columns", models.JSONField(blank=True, default=dict, verbose_name="Columns")),
                ("unused_columns", models.JSONField(blank=True, default=list)),
                ("notes", models.JSONField(blank=True, default=list)),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="Counts")),
                (
                    "doubtful_choice",
                    models.CharField(
                        choices=[("skip", "Leave out"), ("accept", "Accept")],
                        default="skip",
                        max_length=6,
                        verbose_name="Doubtful lines",
                    ),
                ),
                (
                    "errors_choice",
                    models.CharField(
                        choices=[("refuse", "Refuse the whole file"), ("skip", "Take the good lines")],
                        default="refuse",
                        max_length=6,
                        verbose_name="Lines with errors",
                    ),
                ),
                (
                    "is_gone_confirmed",
                    models.BooleanField(default=False, verbose_name="More than one in ten gone, confirmed"),
                ),
                (
                    "is_history",
                    models.BooleanField(
                        default=False,
                        help_text="A later snapshot was applied before: nothing is overwritten.",
                        verbose_name="Fills history",
                    ),
                ),
                ("message", models.TextField(blank=True, verbose_name="Message")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="Sent")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Sent by",
                    ),
                ),
                ("compared_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="Applied")),
                (
                    "applied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Applied by",
                    ),
                ),
            ],
            options={
                "verbose_name": "Roster",
                "verbose_name_plural": "Rosters",
                "ordering": ("-created_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "applied"), _negated=True),
                            ("applied_at__isnull", False),
                            _connector="OR",
                        ),
                        name="roster_applied_has_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "roster",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="file", to="directory.roster"
                    ),
                ),
                ("content", models.BinaryField()),
            ],
            options={
                "verbose_name": "Roster file",
                "verbose_name_plural": "Roster files",
            },
        ),
        migrations.CreateModel(
            name="RosterProgress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "roster",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="progress", to="directory.roster"
                    ),
                ),
                ("step", models.CharField(max_length=10)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "Roster progress",
                "verbose_name_plural": "Roster progress",
            },
        ),
        migrations.CreateModel(
            name="Sector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="Code")),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "Sector",
                "verbose_name_plural": "Sectors",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="Code")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.service",
                        verbose_name="Group",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "Service",
                "verbose_name_plural": "Services",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="TechnicalField",
            fields=[
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("number", models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="Number")),
                (
                    "sector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fields",
                        to="directory.sector",
                        verbose_name="Sector",
                    ),
                ),
            ],
            options={
                "verbose_name": "Technical field",
                "verbose_name_plural": "Technical fields",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Industry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="Code")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "fields",
                    models.ManyToManyField(
                        related_name="industries", to="directory.technicalfield", verbose_name="Technical fields"
                    ),
                ),
            ],
            options={
                "verbose_name": "Industry",
                "verbose_name_plural": "Industries",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="IpcRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=20, unique=True, verbose_name="IPC prefix")),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ipc_rules",
                        to="directory.technicalfield",
                        verbose_name="Technical field",
                    ),
                ),
            ],
            options={
                "verbose_name": "IPC rule",
                "verbose_name_plural": "IPC rules",
                "ordering": ("prefix",),
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=directory.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("name_zh", models.CharField(blank=True, max_length=300, verbose_name="Chinese name")),
                ("name_en", models.CharField(blank=True, max_length=300, verbose_name="English name")),
                ("short_name", models.CharField(blank=True, max_length=100, verbose_name="Short name")),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="directory.jurisdiction",
                        verbose_name="Country",
                    ),
                ),
                ("province", models.CharField(blank=True, max_length=60, verbose_name="Province")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="City")),
                ("district", models.CharField(blank=True, max_length=100, verbose_name="District")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="Address")),
                ("registered_on", models.DateField(blank=True, null=True, verbose_name="Registered on")),
                ("phone", models.CharField(blank=True, max_length=100, verbose_name="Telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail address")),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="Website")),
                ("scope", models.TextField(blank=True, verbose_name="Business scope")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branches",
                        to="directory.agency",
                        verbose_name="Parent agency",
                    ),
                ),
                (
                    "is_unidentified",
                    models.BooleanField(
                        default=False,
                        help_text="Known only by name and place until an officer decides (D2).",
                        verbose_name="Unidentified",
                    ),
                ),
                (
                    "size_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("solo", "1 to 4 practitioners"),
                            ("small", "5 to 19 practitioners"),
                            ("medium", "20 to 49 practitioners"),
                            ("large", "50 to 199 practitioners"),
                            ("very-large", "200 practitioners and more"),
                        ],
                        max_length=12,
                        verbose_name="Size",
                    ),
                ),
                ("corporate_group", models.CharField(blank=True, max_length=200, verbose_name="Corporate group")),
                (
                    "foreign_qualified_staff",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="Staff with foreign qualifications"
                    ),
                ),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="Claimed at")),
                ("verified_until", models.DateField(blank=True, null=True, verbose_name="Verified until")),
                ("evaluated_until", models.DateField(blank=True, null=True, verbose_name="Evaluated until")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="directory.agency",
                        verbose_name="Merged into",
                    ),
                ),
                ("is_fictional", models.BooleanField(default=False, verbose_name="Fictional (demo)")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "kinds",
                    models.ManyToManyField(
                        blank=True, related_name="agencies", to="directory.agencykind", verbose_name="Kinds"
                    ),
                ),
            ],
            options={
                "verbose_name": "Agency",
                "verbose_name_plural": "Agencies",
                "ordering": ("name_zh", "name_en", "pk"),
                "indexes": [
                    models.Index(fields=["jurisdiction", "province", "city"], name="agency_place"),
                    models.Index(fields=["name_zh"], name="agency_name_zh"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_zh", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agency_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="agency_not_its_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="agency_not_merged_into_itself",
                    ),
                ],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=directory.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="directory.agency",
                        verbose_name="Agency",
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Applicant",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="Name of the applicant")),
                ("email", models.EmailField(max_length=254, verbose_name="E-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "中文"), ("en", "English")],
                        max_length=10,
                        verbose_name="Language of mails",
                    ),
                ),
                ("position", models.CharField(max_length=100, verbose_name="Position in the agency")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="Telephone")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="Note to the officer")),
                (
                    "channel",
                    models.CharField(
                        choices=[("site", "On the site"), ("paper", "On paper")],
                        default="site",
                        editable=False,
                        max_length=5,
                        verbose_name="Received",
                    ),
                ),
                ("is_takeover", models.BooleanField(default=False, editable=False, verbose_name="Takeover")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Waiting for an officer"),
                            ("more-asked", "More is asked"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="sent",
                        editable=False,
                        max_length=10,
                        verbose_name="State",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="Sent at"),
                ),
                ("due_on", models.DateField(editable=False, verbose_name="Due on")),
                (
                    "question",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="What is asked"),
                ),
                ("answer", models.TextField(blank=True, editable=False, max_length=1000, verbose_name="Answer")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Recorded by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Decided by",
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="Closed at")),
                ("reason", models.TextField(blank=True, editable=False, max_length=1000, verbose_name="Reason")),
            ],
            options={
                "verbose_name": "Claim",
                "verbose_name_plural": "Claims",
                "ordering": ("due_on", "pk"),
                "indexes": [models.Index(fields=["state", "due_on"], name="claim_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("sent", "more-asked"))),
                        fields=("agency", "email"),
                        name="claim_open_once_per_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state__in", ("sent", "more-asked"))),
                            models.Q(
                                models.Q(("state__in", ("sent", "more-asked")), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="claim_closed_when_not_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", False), ("state__in", ("accepted", "refused"))),
                            models.Q(
                                models.Q(("state__in", ("accepted", "refused")), _negated=True),
                                ("decided_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="claim_decided_by_an_officer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_refused_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "more-asked"), _negated=True),
                            models.Q(("question", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_question_when_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "paper"), ("recorded_by__isnull", False)),
                            models.Q(("channel", "site"), ("claimant__isnull", False), ("recorded_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="claim_paper_recorded_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        storage=directory.private_files.private_storage,
                        upload_to=directory.claims.models._proof_path,
                        validators=[directory.private_files.validate_proof],
                        verbose_name="Document file",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="File name")),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="directory.claim"
                    ),
                ),
            ],
            options={
                "verbose_name": "Document of a claim",
                "verbose_name_plural": "Documents of a claim",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="DeclaredField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("declared_on", models.DateField(verbose_name="Declared on")),
                ("verified_until", models.DateField(blank=True, null=True, verbose_name="Verified until")),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Verified by",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declared_fields",
                        to="directory.agency",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declared_by",
                        to="directory.technicalfield",
                    ),
                ),
            ],
            options={
                "verbose_name": "Declared technical field",
                "verbose_name_plural": "Declared technical fields",
                "ordering": ("field",),
                "constraints": [models.UniqueConstraint(fields=("agency", "field"), name="declaredfield_once")],
            },
        ),
        migrations.CreateModel(
            name="DeclaredJurisdiction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("declared_on", models.DateField(verbose_name="Declared on")),
                ("verified_until", models.DateField(blank=True, null=True, verbose_name="Verified until")),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Verified by",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declared_jurisdictions",
                        to="directory.agency",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declared_by",
                        to="directory.jurisdiction",
                    ),
                ),
                (
                    "served_by",
                    models.CharField(
                        choices=[("own", "own office"), ("associate", "cooperating office")],
                        default="associate",
                        max_length=10,
                        verbose_name="Served by",
                    ),
                ),
            ],
            options={
                "verbose_name": "Declared jurisdiction",
                "verbose_name_plural": "Declared jurisdictions",
                "ordering": ("jurisdiction",),
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "jurisdiction"), name="declaredjurisdiction_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DeclaredLanguage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("declared_on", models.DateField(verbose_name="Declared on")),
                ("verified_until", models.DateField(blank=True, null=True, verbose_name="Verified until")),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Verified by",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declared_languages",
                        to="directory.agency",
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="declared_by", to="directory.language"
                    ),
                ),
            ],
            options={
                "verbose_name": "Declared language",
                "verbose_name_plural": "Declared languages",
                "ordering": ("language",),
                "constraints": [models.UniqueConstraint(fields=("agency", "language"), name="declaredlanguage_once")],
            },
        ),
        migrations.CreateModel(
            name="DeclaredService",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("declared_on", models.DateField(verbose_name="Declared on")),
                ("verified_until", models.DateField(blank=True, null=True, verbose_name="Verified until")),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Verified by",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declared_services",
                        to="directory.agency",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="declared_by", to="directory.service"
                    ),
                ),
            ],
            options={
                "verbose_name": "Declared service",
                "verbose_name_plural": "Declared services",
                "ordering": ("service",),
                "constraints": [models.UniqueConstraint(fields=("agency", "service"), name="declaredservice_once")],
            },
        ),
        migrations.CreateModel(
            name="FeeBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("declared_on", models.DateField(verbose_name="Declared on")),
                ("verified_until", models.DateField(blank=True, null=True, verbose_name="Verified until")),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Verified by",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fee_bands", to="directory.agency"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.service"
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.jurisdiction"
                    ),
                ),
                (
                    "fee_model",
                    models.CharField(
                        choices=[
                            ("hourly", "Hourly"),
                            ("fixed", "Fixed fee"),
                            ("capped", "Capped"),
                            ("success", "Success fee"),
                            ("funded", "Advances official fees"),
                            ("service-for-equity", "Service for equity"),
                        ],
                        default="fixed",
                        max_length=20,
                        verbose_name="Fee model",
                    ),
                ),
                ("currency", models.CharField(default="CNY", max_length=3, verbose_name="Currency")),
                ("lowest", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="From")),
                ("highest", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="To")),
                (
                    "band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low", "under CNY 30,000"),
                            ("medium", "CNY 30,000 to 150,000"),
                            ("high", "CNY 150,000 and more"),
                        ],
                        help_text="Band of the usual matter in CNY.",
                        max_length=6,
                        verbose_name="Budget band",
                    ),
                ),
            ],
            options={
                "verbose_name": "Fee band",
                "verbose_name_plural": "Fee bands",
                "ordering": ("service", "jurisdiction"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "service", "jurisdiction", "fee_model", "currency"), name="feeband_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lowest__gte", 0), ("highest__gte", models.F("lowest"))),
                        name="feeband_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ForeignQualification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("declared_on", models.DateField(verbose_name="Declared on")),
                ("verified_until", models.DateField(blank=True, null=True, verbose_name="Verified until")),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Verified by",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="foreign_qualifications",
                        to="directory.agency",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.jurisdiction"
                    ),
                ),
                ("people", models.PositiveIntegerField(verbose_name="People")),
            ],
            options={
                "verbose_name": "Foreign qualification",
                "verbose_name_plural": "Foreign qualifications",
                "ordering": ("jurisdiction",),
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "jurisdiction"), name="foreignqualification_once"),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 1)), name="foreignqualification_has_people"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="directory.agency",
                        verbose_name="Agency",
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("uscc", "Unified social credit code"),
                            ("cn-registration", "Old registration number (15 digits)"),
                            ("cnipa", "CNIPA agency code"),
                            ("register", "Number in a register"),
                        ],
                        max_length=20,
                        verbose_name="Scheme",
                    ),
                ),
                (
                    "issuer",
                    models.CharField(
                        blank=True,
                        help_text="Code of the register, for the scheme “register”.",
                        max_length=60,
                        verbose_name="Issuer",
                    ),
                ),
                ("value", models.CharField(max_length=60, verbose_name="Value")),
            ],
            options={
                "verbose_name": "Identifier",
                "verbose_name_plural": "Identifiers",
                "ordering": ("scheme", "issuer", "value"),
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "issuer", "value"), name="identifier_means_one_agency"),
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True), name="identifier_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scheme", "register"), models.Q(("issuer", ""), _negated=True)),
                            models.Q(models.Q(("scheme", "register"), _negated=True), ("issuer", "")),
                            _connector="OR",
                        ),
                        name="identifier_issuer_for_registers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Insurance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("declared_on", models.DateField(verbose_name="Declared on")),
                ("verified_until", models.DateField(blank=True, null=True, verbose_name="Verified until")),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Verified by",
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="insurance", to="directory.agency"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="Amount per year")),
                ("currency", models.CharField(default="CNY", max_length=3, verbose_name="Currency")),
                ("insurer", models.CharField(blank=True, max_length=200, verbose_name="Insurer")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="Valid until")),
            ],
            options={
                "verbose_name": "Professional insurance",
                "verbose_name_plural": "Professional insurances",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="insurance_positive")
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interests",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="User",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interests",
                        to="directory.agency",
                        verbose_name="Agency",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("owner", "Owner or partner"),
                            ("staff", "Works there"),
                            ("former-staff", "Worked there"),
                            ("family", "Family or close relation"),
                            ("rival", "Works for a rival"),
                        ],
                        max_length=14,
                        verbose_name="Kind",
                    ),
                ),
                ("since", models.DateField(verbose_name="From")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Until")),
            ],
            options={
                "verbose_name": "Interest",
                "verbose_name_plural": "Interests",
                "ordering": ("user", "agency", "since"),
                "constraints": [
                    models.UniqueConstraint(fields=("user", "agency", "kind", "since"), name="interest_once"),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="interest_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="directory.agency",
                        verbose_name="Agency",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="directory.register",
                        verbose_name="Register",
                    ),
                ),
                ("since", models.DateField(verbose_name="From")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="The first day it was not there.", null=True, verbose_name="Until"
                    ),
                ),
                ("identity", models.CharField(blank=True, editable=False, max_length=64)),
                ("facts", models.JSONField(blank=True, default=dict, editable=False)),
            ],
            options={
                "verbose_name": "Listing",
                "verbose_name_plural": "Listings",
                "ordering": ("agency", "register", "since"),
                "indexes": [models.Index(fields=["register", "identity"], name="listing_identity")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("agency", "register"),
                        name="listing_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="listing_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offices",
                        to="directory.agency",
                        verbose_name="Agency",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("registered", "Registered place"), ("office", "Office"), ("abroad", "Office abroad")],
                        max_length=12,
                        verbose_name="Kind",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="directory.jurisdiction",
                        verbose_name="Country",
                    ),
                ),
                ("province", models.CharField(blank=True, max_length=60, verbose_name="Province")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="City")),
                ("district", models.CharField(blank=True, max_length=100, verbose_name="District")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="Address")),
                ("since", models.DateField(blank=True, null=True, verbose_name="From")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Until")),
            ],
            options={
                "verbose_name": "Office",
                "verbose_name_plural": "Offices",
                "ordering": ("agency", "kind", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "registered"), ("until__isnull", True)),
                        fields=("agency",),
                        name="office_one_registered_now",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("since__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="office_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="directory.roster"
                    ),
                ),
                ("sheet", models.CharField(blank=True, max_length=255)),
                ("number", models.PositiveIntegerField(default=0)),
                ("name", models.CharField(blank=True, max_length=300)),
                ("identity", models.CharField(blank=True, max_length=64)),
                ("values", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                ("doubts", models.JSONField(default=list)),
                ("is_doubtful", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("unchanged", "Unchanged"),
                            ("repeated", "Repeated line"),
                            ("gone", "Gone"),
                            ("error", "Error"),
                        ],
                        max_length=10,
                    ),
                ),
                ("changes", models.JSONField(default=dict)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.agency",
                    ),
                ),
                (
                    "practitioner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.practitioner",
                    ),
                ),
                (
                    "subject",
                    models.PositiveBigIntegerField(
                        blank=True, help_text="Key of what the register kind keeps: a listing, a grade.", null=True
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accept", "Accept as its own entry"),
                            ("same", "The same as the one known"),
                            ("skip", "Leave out"),
                        ],
                        max_length=6,
                    ),
                ),
            ],
            options={
                "verbose_name": "Roster line",
                "verbose_name_plural": "Roster lines",
                "ordering": ("roster", "pk"),
                "indexes": [
                    models.Index(fields=["roster", "outcome"], name="rosterrow_outcome"),
                    models.Index(fields=["roster", "identity"], name="rosterrow_identity"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statuses",
                        to="directory.listing",
                        verbose_name="Listing",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("suspended", "Suspended"),
                            ("revoked", "Revoked"),
                            ("deregistered", "Deregistered"),
                        ],
                        max_length=12,
                        verbose_name="Status",
                    ),
                ),
                (
                    "is_abnormal",
                    models.BooleanField(
                        default=False,
                        help_text="A flag beside the status, not a status.",
                        verbose_name="On the abnormal-operations list",
                    ),
                ),
                ("since", models.DateField(verbose_name="From")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Until")),
            ],
            options={
                "verbose_name": "Status period",
                "verbose_name_plural": "Status periods",
                "ordering": ("listing", "since"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("listing",), name="statusperiod_one_open"
                    ),
                    models.UniqueConstraint(fields=("listing", "since"), name="statusperiod_one_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="statusperiod_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=directory.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="directory.agency",
                        verbose_name="Agency",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Requested by",
                    ),
                ),
                (
                    "requested_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="Requested at"
                    ),
                ),
                ("due_on", models.DateField(editable=False, verbose_name="Due on")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="Note to the officer")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for an officer"),
                            ("accepted", "Verified"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="State",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Decided by",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="Decided at")),
                ("reason", models.TextField(blank=True, editable=False, max_length=1000, verbose_name="Reason")),
                (
                    "verified_until",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="Verified until"),
                ),
                ("parts", models.JSONField(blank=True, default=list, editable=False, verbose_name="Parts confirmed")),
            ],
            options={
                "verbose_name": "Verification",
                "verbose_name_plural": "Verifications",
                "ordering": ("due_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("agency",), name="verification_waiting_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("state__in", ("waiting", "withdrawn"))),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ("accepted", "refused")),
                            ),
                            _connector="OR",
                        ),
                        name="verification_decided_by_an_officer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="verification_refused_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), ("verified_until__isnull", False)),
                            models.Q(models.Q(("state", "accepted"), _negated=True), ("verified_until__isnull", True)),
                            _connector="OR",
                        ),
                        name="verification_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VerificationDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        storage=directory.private_files.private_storage,
                        upload_to=directory.claims.models._proof_path,
                        validators=[directory.private_files.validate_proof],
                        verbose_name="Document file",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="File name")),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="directory.verification",
                    ),
                ),
            ],
            options={
                "verbose_name": "Document of a verification",
                "verbose_name_plural": "Documents of a verification",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "practitioner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="affiliations",
                        to="directory.practitioner",
                        verbose_name="Practitioner",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliations",
                        to="directory.agency",
                        verbose_name="Agency",
                    ),
                ),
                ("agency_text", models.CharField(max_length=300, verbose_name="Agency as the register writes it")),
                ("since", models.DateField(verbose_name="From")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Until")),
            ],
            options={
                "verbose_name": "Affiliation",
                "verbose_name_plural": "Affiliations",
                "ordering": ("practitioner", "since"),
                "indexes": [models.Index(fields=["agency", "since", "until"], name="affiliation_as_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="affiliation_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("practitioner", "agency_text"),
                        name="affiliation_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="directory.agency",
                        verbose_name="Agency",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="Name")),
                ("folded", models.CharField(db_index=True, editable=False, max_length=300)),
                ("language", models.CharField(max_length=10, verbose_name="Language")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("registered", "Registered name"),
                            ("brand", "Brand or English name"),
                            ("short", "Short name"),
                            ("former", "Former name"),
                            ("spelling", "Spelling in a register"),
                        ],
                        max_length=12,
                        verbose_name="Kind",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="From")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Until")),
            ],
            options={
                "verbose_name": "Name",
                "verbose_name_plural": "Names",
                "ordering": ("agency", "kind", "since", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="agencyname_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("since__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="agencyname_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "registered"), ("until__isnull", True)),
                        fields=("agency", "language"),
                        name="agencyname_one_registered_now",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyNarrative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("locked", models.BooleanField(default=False, editable=False, verbose_name="locked")),
                ("locked_at", models.DateTimeField(editable=False, null=True, verbose_name="locked at")),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="narrative",
                        to="directory.agency",
                        verbose_name="Agency",
                    ),
                ),
                ("summary_zh", models.TextField(blank=True, max_length=600, verbose_name="Summary in Chinese")),
                ("summary_en", models.TextField(blank=True, max_length=1200, verbose_name="Summary in English")),
                ("approach_zh", models.TextField(blank=True, max_length=2000, verbose_name="How we work, in Chinese")),
                ("approach_en", models.TextField(blank=True, max_length=4000, verbose_name="How we work, in English")),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="Logo",
                    ),
                ),
            ],
            options={
                "verbose_name": "Agency narrative",
                "verbose_name_plural": "Agency narratives",
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Association",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_zh", models.CharField(max_length=200, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="Code")),
                ("website", models.URLField(blank=True, verbose_name="Website")),
                (
                    "is_default",
                    models.BooleanField(
                        default=False,
                        help_text="Its results are shown where nobody chose another.",
                        verbose_name="Default association",
                    ),
                ),
            ],
            options={
                "verbose_name": "Association",
                "verbose_name_plural": "Associations",
                "ordering": ("code",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)), fields=("is_default",), name="association_one_default"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="E-mail address")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("firm-member", "Firm member"),
                            ("firm-administrator", "Firm administrator"),
                            ("agency-editor", "Agency editor"),
                            ("agency-administrator", "Agency administrator"),
                            ("expert", "Expert"),
                            ("rating-officer", "Rating officer"),
                            ("conduct-officer", "Conduct officer"),
                            ("matchmaker", "Matchmaker"),
                            ("moderator", "Moderator"),
                            ("registry-officer", "Registry officer"),
                            ("event-editor", "Event editor"),
                            ("page-editor", "Page editor"),
                            ("auditor", "Auditor"),
                            ("site-administrator", "Site administrator"),
                        ],
                        max_length=30,
                        verbose_name="Role",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="directory.firm",
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="directory.association",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="directory.agency",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations_sent",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField(verbose_name="Expires at")),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "Invitation",
                "verbose_name_plural": "Invitations",
                "ordering": ("-created_at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agency__isnull", True),
                                ("association__isnull", True),
                                ("firm__isnull", False),
                                ("role__in", ("firm-member", "firm-administrator")),
                            ),
                            models.Q(
                                ("agency__isnull", False),
                                ("association__isnull", True),
                                ("firm__isnull", True),
                                ("role__in", ("agency-editor", "agency-administrator")),
                            ),
                            models.Q(
                                ("agency__isnull", True),
                                ("association__isnull", False),
                                ("firm__isnull", True),
                                (
                                    "role__in",
                                    ("expert", "rating-officer", "conduct-officer", "matchmaker", "moderator"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_role_fits_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"
                        ),
                        name="invitation_accepted_or_revoked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="invitation_accepted_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("revoked_at__isnull", True), ("firm__isnull", False)
                        ),
                        fields=("email", "role", "firm"),
                        name="invitation_open_once_firm",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("revoked_at__isnull", True), ("agency__isnull", False)
                        ),
                        fields=("email", "role", "agency"),
                        name="invitation_open_once_agency",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("revoked_at__isnull", True), ("association__isnull", False)
                        ),
                        fields=("email", "role", "association"),
                        name="invitation_open_once_association",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="User",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("firm-member", "Firm member"),
                            ("firm-administrator", "Firm administrator"),
                            ("agency-editor", "Agency editor"),
                            ("agency-administrator", "Agency administrator"),
                            ("expert", "Expert"),
                            ("rating-officer", "Rating officer"),
                            ("conduct-officer", "Conduct officer"),
                            ("matchmaker", "Matchmaker"),
                            ("moderator", "Moderator"),
                            ("registry-officer", "Registry officer"),
                            ("event-editor", "Event editor"),
                            ("page-editor", "Page editor"),
                            ("auditor", "Auditor"),
                            ("site-administrator", "Site administrator"),
                        ],
                        max_length=30,
                        verbose_name="Role",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="directory.firm",
                        verbose_name="Firm",
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="directory.association",
                        verbose_name="Association",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="directory.agency",
                        verbose_name="Agency",
                    ),
                ),
                ("since", models.DateField(verbose_name="From")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="The first day without the role.", null=True, verbose_name="Until"
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Granted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "Membership",
                "verbose_name_plural": "Memberships",
                "ordering": ("user", "role", "since"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agency__isnull", True),
                                ("association__isnull", True),
                                ("firm__isnull", False),
                                ("role__in", ("firm-member", "firm-administrator")),
                            ),
                            models.Q(
                                ("agency__isnull", False),
                                ("association__isnull", True),
                                ("firm__isnull", True),
                                ("role__in", ("agency-editor", "agency-administrator")),
                            ),
                            models.Q(
                                ("agency__isnull", True),
                                ("association__isnull", False),
                                ("firm__isnull", True),
                                (
                                    "role__in",
                                    ("expert", "rating-officer", "conduct-officer", "matchmaker", "moderator"),
                                ),
                            ),
                            models.Q(
                                ("agency__isnull", True),
                                ("association__isnull", True),
                                ("firm__isnull", True),
                                (
                                    "role__in",
                                    (
                                        "registry-officer",
                                        "event-editor",
                                        "page-editor",
                                        "auditor",
                                        "site-administrator",
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="membership_role_fits_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="membership_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("firm__isnull", False), ("until__isnull", True)),
                        fields=("user", "role", "firm"),
                        name="membership_open_once_firm",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agency__isnull", False), ("until__isnull", True)),
                        fields=("user", "role", "agency"),
                        name="membership_open_once_agency",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("association__isnull", False), ("until__isnull", True)),
                        fields=("user", "role", "association"),
                        name="membership_open_once_association",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("agency__isnull", True),
                            ("association__isnull", True),
                            ("firm__isnull", True),
                            ("until__isnull", True),
                        ),
                        fields=("user", "role"),
                        name="membership_open_once_platform",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditPayload",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="payload",
                        serialize=False,
                        to="directory.auditevent",
                        verbose_name="Event",
                    ),
                ),
                ("salt", models.CharField(max_length=32, null=True, verbose_name="Salt")),
                ("body", models.TextField(null=True, verbose_name="Content")),
                ("erased_at", models.DateTimeField(null=True, verbose_name="Erased at")),
                ("erased_by", models.BigIntegerField(null=True, verbose_name="Erased by")),
            ],
            options={
                "verbose_name": "Audit payload",
                "verbose_name_plural": "Audit payloads",
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("erased_at__isnull", True), ("salt__isnull", False)),
                            models.Q(("body__isnull", True), ("erased_at__isnull", False), ("salt__isnull", True)),
                            _connector="OR",
                        ),
                        name="audit_payload_whole_or_erased",
                    )
                ],
            },
        ),
        migrations.AlterField(
            model_name="user",
            name="language",
            field=models.CharField(
                choices=[("zh-hans", "中文"), ("en", "English")],
                default="zh-hans",
                max_length=10,
                verbose_name="Language of mails",
            ),
        ),
    ]

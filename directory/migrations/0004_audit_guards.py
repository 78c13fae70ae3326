"""Arm the audit chain: the database refuses to rewrite it (C8).

``RunSQL`` cannot tell one database from another, hence ``RunPython``. After later migrations the receiver of
``post_migrate`` arms it again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from directory.audit.guards import install_guards, remove_guards


def arm(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    install_guards(schema_editor.connection)


def disarm(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    remove_guards(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_taxonomies")]

    operations = [migrations.RunPython(arm, disarm)]

"""Load the shared vocabularies from ``directory/taxonomies/data``."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from directory.taxonomies.loading import load_taxonomies, unload_taxonomies


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    load_taxonomies(apps)


def unload(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    unload_taxonomies(apps)


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_schema")]

    operations = [migrations.RunPython(load, unload, elidable=False)]

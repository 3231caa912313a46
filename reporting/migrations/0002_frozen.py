"""The database itself keeps snapshots as they were taken."""

from django.db import migrations

FORWARDS = """
CREATE TRIGGER reporting_snapshot_append_only
BEFORE UPDATE OR DELETE ON reporting_snapshot
FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
"""
BACKWARDS = "DROP TRIGGER reporting_snapshot_append_only ON reporting_snapshot;"


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0001_initial"),
        ("workflow", "0002_append_only"),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]

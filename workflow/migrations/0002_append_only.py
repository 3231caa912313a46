"""The database itself keeps steps, remarks and submissions as they were written."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION workflow_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: rows are neither changed nor removed',
        TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;
"""
TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
"""
TABLES = ("workflow_step", "workflow_remark", "workflow_submission")


def forwards() -> str:
    return FUNCTION + "".join(TRIGGER.format(table=table) for table in TABLES)


def backwards() -> str:
    drops = [f"DROP TRIGGER {table}_append_only ON {table};" for table in TABLES]
    return "".join([*drops, "DROP FUNCTION workflow_refuse_change();"])


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]

    operations = [migrations.RunSQL(forwards(), backwards())]

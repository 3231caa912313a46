"""The database keeps what is signed, drawn or handed in; terms of open cases."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION workflow_keep_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    after jsonb;
BEGIN
    IF before ->> TG_ARGV[0] IS NULL THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        after := to_jsonb(NEW);
        FOR n IN 1 .. TG_NARGS - 1 LOOP
            before := before - TG_ARGV[n];
            after := after - TG_ARGV[n];
        END LOOP;
        IF before = after THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION '% is final: the row is neither changed nor removed',
        TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;
"""
# Table: the column that makes a row final, then the columns that may change after.
FINAL = {
    "workflow_opinion": ["signed_at", "superseded_at", "updated_at"],
    "workflow_scoresheet": ["submitted_at"],
    "workflow_objection": ["decided_at", "updated_at"],
    "workflow_appeal": ["decided_at"],
}
APPEND_ONLY = ("workflow_draw", "workflow_resolution")
TRIGGER = """
CREATE TRIGGER {table}_final BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION workflow_keep_final({columns});
"""
REFUSE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
"""


def forwards() -> str:
    kept = [
        TRIGGER.format(table=table, columns=", ".join(f"'{c}'" for c in columns))
        for table, columns in FINAL.items()
    ]
    refused = [REFUSE.format(table=table) for table in APPEND_ONLY]
    return FUNCTION + "".join(kept + refused)


def backwards() -> str:
    drops = [f"DROP TRIGGER {table}_final ON {table};" for table in FINAL]
    drops += [f"DROP TRIGGER {table}_append_only ON {table};" for table in APPEND_ONLY]
    return "".join([*drops, "DROP FUNCTION workflow_keep_final();"])


def fill_terms(apps, schema_editor):
    """The working days of the stage each open case is in, from its own rules."""
    application = apps.get_model("workflow", "Application")
    rows = application.objects.filter(due_at__isnull=False, rule_set__isnull=False)
    for case in rows.select_related("rule_set").iterator(chunk_size=2000):
        rules = case.rule_set.data
        case.term_days = {
            "returned": rules.get("resubmit_days"),
            "public_notice": rules.get("notice_days"),
            "rejected": rules.get("appeal_days"),
        }.get(case.stage, rules.get("review_days", {}).get(case.stage))
        case.save(update_fields=["term_days"])


class Migration(migrations.Migration):
    dependencies = [("workflow", "0003_review_in_depth")]

    operations = [
        migrations.RunPython(fill_terms, migrations.RunPython.noop),
        migrations.RunSQL(forwards(), backwards()),
    ]

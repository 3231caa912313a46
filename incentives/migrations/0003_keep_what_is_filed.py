"""What is filed, decided and computed is kept by the database itself.

Filed statements and their lines are neither changed nor removed, nor do lines come to
them afterwards; decisions and results are only ever added.
"""

from django.db import migrations, models

FUNCTION = """
CREATE FUNCTION incentives_keep_filed_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    statement bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.statement_id
                             ELSE NEW.statement_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM incentives_creditstatement
               WHERE filed_at IS NOT NULL
               AND (id = statement OR (TG_OP = 'UPDATE' AND id = OLD.statement_id)))
    THEN
        RAISE EXCEPTION 'the statement is filed: its lines are final'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER incentives_creditline_filed
BEFORE INSERT OR UPDATE OR DELETE ON incentives_creditline
FOR EACH ROW EXECUTE FUNCTION incentives_keep_filed_lines();
CREATE TRIGGER incentives_creditstatement_final
BEFORE UPDATE OR DELETE ON incentives_creditstatement
FOR EACH ROW EXECUTE FUNCTION workflow_keep_final('filed_at');
"""
APPEND_ONLY = ("incentives_creditresult", "incentives_creditlinedecision")
REFUSE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
"""


def forwards() -> str:
    return FUNCTION + "".join(REFUSE.format(table=table) for table in APPEND_ONLY)


def backwards() -> str:
    drops = [f"DROP TRIGGER {table}_append_only ON {table};" for table in APPEND_ONLY]
    drops += [
        "DROP TRIGGER incentives_creditstatement_final ON incentives_creditstatement;",
        "DROP TRIGGER incentives_creditline_filed ON incentives_creditline;",
        "DROP FUNCTION incentives_keep_filed_lines();",
    ]
    return "".join(drops)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('incentives', '0002_declarations'),
        ('workflow', '0004_keep_what_is_signed'),
    ]

    operations = [
        migrations.AddField(
            model_name='creditaccount',
            name='computed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='creditline',
            name='voucher_sha256',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddIndex(
            model_name='creditline',
            index=models.Index(condition=models.Q(('voucher_number', ''), _negated=True), fields=['voucher_number'], name='credit_line_voucher_number'),
        ),
        migrations.AddIndex(
            model_name='creditline',
            index=models.Index(condition=models.Q(('voucher_sha256', ''), _negated=True), fields=['voucher_sha256'], name='credit_line_voucher_file'),
        ),
        migrations.AddIndex(
            model_name='creditperiod',
            index=models.Index(fields=['account', '-starts'], name='incentives__account_e9f328_idx'),
        ),
        migrations.RunSQL(forwards(), backwards()),
    ]

"""Grants may name a benefit; what authorities say of items and amounts is kept."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

FORWARDS = """
CREATE TRIGGER incentives_grantruling_append_only
BEFORE UPDATE OR DELETE ON incentives_grantruling
FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
-- The moment at which the firm was told is set once, and nothing else.
CREATE TRIGGER incentives_creditruling_final
BEFORE UPDATE OR DELETE ON incentives_creditruling
FOR EACH ROW EXECUTE FUNCTION workflow_keep_final('at', 'told_at');
CREATE TRIGGER incentives_creditruling_told
BEFORE UPDATE OR DELETE ON incentives_creditruling
FOR EACH ROW EXECUTE FUNCTION workflow_keep_final('told_at');
"""
BACKWARDS = """
DROP TRIGGER incentives_creditruling_told ON incentives_creditruling;
DROP TRIGGER incentives_creditruling_final ON incentives_creditruling;
DROP TRIGGER incentives_grantruling_append_only ON incentives_grantruling;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_reference_corrections'),
        ('incentives', '0009_four_eyes'),
        ('workflow', '0014_set_amount'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='grant',
            name='policy',
            field=models.ForeignKey(blank=True, help_text='选择后，依据文件的名称、文号和链接由系统带出，可以不填。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incentives.policyversion', verbose_name='政策清单中的依据'),
        ),
        migrations.AddField(
            model_name='grantproposal',
            name='policy',
            field=models.ForeignKey(blank=True, help_text='选择后，依据文件的名称、文号和链接由系统带出，可以不填。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incentives.policyversion', verbose_name='政策清单中的依据'),
        ),
        migrations.AddField(
            model_name='incentivegrant',
            name='policy',
            field=models.ForeignKey(blank=True, help_text='选择后，依据文件的名称、文号和链接由系统带出，可以不填。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incentives.policyversion', verbose_name='政策清单中的依据'),
        ),
        migrations.CreateModel(
            name='GrantRuling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission_number', models.PositiveSmallIntegerField()),
                ('stage', models.CharField(max_length=20, verbose_name='环节')),
                ('applied', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=16, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='申请金额（元）')),
                ('amount', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=16, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='核定金额（元）')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='核定理由')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='核定时间')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grant_rulings', to='workflow.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='核定单位')),
            ],
            options={
                'verbose_name': '核定金额',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('amount__lte', models.F('applied'))), name='grant_ruling_within_applied', violation_error_message='核定金额须大于零，不超过申请金额。'), models.CheckConstraint(condition=models.Q(('amount', models.F('applied')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='grant_ruling_less_has_reason', violation_error_message='核定金额低于申请金额的，请写明理由。')],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]

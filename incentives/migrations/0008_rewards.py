"""Reward schemes; the database itself keeps what was reckoned as it was."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


FORWARDS = """
CREATE TRIGGER incentives_simulation_append_only
BEFORE UPDATE OR DELETE ON incentives_simulation
FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
"""
BACKWARDS = "DROP TRIGGER incentives_simulation_append_only ON incentives_simulation;"


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0002_append_only'),
        ('accounts', '0003_reference_corrections'),
        ('incentives', '0007_policies'),
        ('regions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RewardScheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('province', '管理单位'), ('city', '试点城市'), ('project', '重大项目')], max_length=8, verbose_name='评价对象')),
                ('name', models.CharField(max_length=120, verbose_name='方案名称')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2019), django.core.validators.MaxValueValidator(2100)], verbose_name='评价年度')),
                ('basis', models.CharField(max_length=300, verbose_name='依据文件')),
                ('missing', models.CharField(choices=[('zero', '该指标计0分'), ('lowest', '按其他对象的最低得分计'), ('exclude', '不参加排序')], default='zero', max_length=8, verbose_name='缺少数据时')),
                ('leave_out_ended', models.BooleanField(default=True, verbose_name='已退出的城市、已终止的项目不参加排序')),
                ('reward_by', models.CharField(choices=[('number', '按名次数'), ('share', '按比例')], default='number', max_length=8, verbose_name='奖励范围')),
                ('reward_size', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='名次数或比例')),
                ('reward', models.CharField(blank=True, max_length=500, verbose_name='奖励内容')),
                ('amount', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=16, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='按得分分配的奖励资金（元）')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('simulated', '已测算'), ('proposed', '待负责人确定'), ('fixed', '已确定'), ('published', '已公布')], default='draft', max_length=10, verbose_name='状态')),
                ('proposed_at', models.DateTimeField(blank=True, null=True, verbose_name='提请时间')),
                ('fixed_at', models.DateTimeField(blank=True, null=True, verbose_name='确定时间')),
                ('returned_note', models.CharField(blank=True, max_length=500, verbose_name='退回理由')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公布时间')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='公布文件及文号')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('city_result', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incentives.rewardscheme', verbose_name='采用的试点城市评价结果')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fixed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('managing_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='regions.managingunit', verbose_name='管理单位')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='制定单位')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '动态奖励方案',
                'ordering': ['-year', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Simulation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='测算序号')),
                ('data', models.JSONField()),
                ('digest', models.CharField(max_length=64, verbose_name='数据摘要')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='测算时间')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='simulations', to='incentives.rewardscheme')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '测算',
                'ordering': ['-number'],
            },
        ),
        migrations.AddField(
            model_name='rewardscheme',
            name='fixed',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incentives.simulation'),
        ),
        migrations.CreateModel(
            name='IndicatorEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=40, verbose_name='指标')),
                ('level', models.CharField(choices=[('province', '管理单位'), ('city', '试点城市'), ('project', '重大项目')], max_length=8, verbose_name='对象类别')),
                ('place', models.CharField(max_length=40, verbose_name='对象代码')),
                ('place_name', models.CharField(max_length=100, verbose_name='对象')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2019), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                ('value', models.DecimalField(decimal_places=4, max_digits=18, verbose_name='数值')),
                ('numerator', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='分子')),
                ('denominator', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='分母')),
                ('source', models.CharField(max_length=300, verbose_name='来源文件或统计资料')),
                ('state', models.CharField(choices=[('entered', '待复核'), ('confirmed', '已复核'), ('dropped', '未采用')], default='entered', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='录入时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('decision_note', models.CharField(blank=True, max_length=300, verbose_name='复核意见')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('managing_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.managingunit', verbose_name='管理单位')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='录入单位')),
            ],
            options={
                'verbose_name': '指标数据',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['indicator', 'level', 'year', 'state'], name='incentives__indicat_d68ea2_idx'), models.Index(fields=['managing_unit', '-id'], name='incentives__managin_dca945_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('denominator__isnull', True), ('numerator__isnull', True)), models.Q(('denominator__gt', Decimal('0')), ('numerator__isnull', False)), _connector='OR'), name='indicator_entry_share_whole', violation_error_message='分子和分母应同时填写，分母应大于0。')],
            },
        ),
        migrations.CreateModel(
            name='SchemeExclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=40, verbose_name='对象')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scheme_exclusions', to='incentives.rewardscheme')),
            ],
            options={
                'verbose_name': '不参加排序的对象',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'place'), name='reward_exclusion_once')],
            },
        ),
        migrations.CreateModel(
            name='SchemeIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=40, verbose_name='指标')),
                ('weight', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0.01')), django.core.validators.MaxValueValidator(Decimal('100'))], verbose_name='权重')),
                ('method', models.CharField(choices=[('min_max', '极差标准化'), ('best_share', '与最优值之比'), ('rank', '按位次赋分'), ('target', '目标完成率')], max_length=12, verbose_name='计分方法')),
                ('higher_is_better', models.BooleanField(default=True, verbose_name='越大越好')),
                ('target', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='目标值')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scheme_indicators', to='incentives.rewardscheme')),
            ],
            options={
                'verbose_name': '评价指标',
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'indicator'), name='reward_indicator_once'), models.CheckConstraint(condition=models.Q(models.Q(('method', 'target'), _negated=True), ('target__gt', Decimal('0')), _connector='OR'), name='reward_target_given', violation_error_message='按目标完成率计分的，请填写大于0的目标值。')],
            },
        ),
        migrations.AddConstraint(
            model_name='simulation',
            constraint=models.UniqueConstraint(fields=('scheme', 'number'), name='reward_simulation_number_once'),
        ),
        migrations.AddIndex(
            model_name='rewardscheme',
            index=models.Index(fields=['state', '-year'], name='incentives__state_4a77ee_idx'),
        ),
        migrations.AddIndex(
            model_name='rewardscheme',
            index=models.Index(fields=['updated_at', 'id'], name='incentives__updated_a7c023_idx'),
        ),
        migrations.AddConstraint(
            model_name='rewardscheme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 'province'), _negated=True), ('managing_unit__isnull', True), _connector='OR'), name='reward_province_is_the_nations', violation_error_message='管理单位的评价方案由国家制定。'),
        ),
        migrations.AddConstraint(
            model_name='rewardscheme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('fixed', 'published')), _negated=True), models.Q(('fixed__isnull', False), ('fixed_at__isnull', False)), _connector='OR'), name='reward_settled_has_figures'),
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]

"""Projects keep from which day they are warned of; warnings are acknowledged each."""

from django.conf import settings
from django.db import migrations, models

# As `checks.funds.warned_from` and `idle_since` have it.
FILL = """
UPDATE incentives_project AS p SET
    warned_from = LEAST(
        CASE WHEN EXISTS (
            SELECT 1 FROM incentives_projectsource AS s
            WHERE s.project_id = p.id AND (s.paid > s.allocated OR s.used > s.paid)
        ) OR p.total <> COALESCE((
            SELECT SUM(s.planned) FROM incentives_projectsource AS s
            WHERE s.project_id = p.id
        ), 0) THEN DATE '0001-01-01' END,
        CASE WHEN p.phase IN ('planned', 'started', 'building') THEN p.finishes_on + 1 END,
        (
            SELECT MIN(o.due_on) + 1 FROM incentives_obstacle AS o
            WHERE o.project_id = p.id AND o.state IN ('raised', 'taken')
        )
    ),
    idle_since = CASE WHEN p.phase <> 'closed' THEN (
        SELECT MIN(s.waits_since) FROM incentives_projectsource AS s
        WHERE s.project_id = p.id AND s.allocated > s.paid
    ) END;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_reference_corrections'),
        ('cities', '0002_shared_sections'),
        ('enterprises', '0005_pool_stays'),
        ('incentives', '0010_grant_bases'),
        ('regions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='idle_since',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='project',
            name='warned_from',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='projectchange',
            name='warnings',
            field=models.JSONField(default=list, verbose_name='已确认的提醒'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['warned_from'], name='incentives__warned__7b2973_idx'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['idle_since'], name='incentives__idle_si_647c66_idx'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]

"""Heads by which the grant ledger is sorted have their indexes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_reference_corrections'),
        ('enterprises', '0006_removal_four_eyes'),
        ('incentives', '0011_projects_warned'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='grant',
            index=models.Index(fields=['awarded_on'], name='incentives__awarded_a63b20_idx'),
        ),
        migrations.AddIndex(
            model_name='grant',
            index=models.Index(fields=['amount'], name='incentives__amount_27a64a_idx'),
        ),
        migrations.AddIndex(
            model_name='grant',
            index=models.Index(fields=['paid'], name='incentives__paid_49c9bf_idx'),
        ),
    ]

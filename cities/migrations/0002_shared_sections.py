"""States of sections move to the life cycle, and rows get keys of their own."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models

ROWS = (
    "enterpriserow",
    "goalrow",
    "industryrow",
    "measurerow",
    "pairingrow",
    "policyitemrow",
    "policyrow",
    "problemrow",
    "trainingbaserow",
)
MOVE = """
INSERT INTO workflow_sectionstate
    (application_id, section, version, saved_at, saved_by_id)
SELECT nomination_id, section, version, saved_at, saved_by_id
FROM cities_sectionstate;
"""
MOVE_BACK = """
INSERT INTO cities_sectionstate
    (nomination_id, section, version, saved_at, saved_by_id)
SELECT application_id, section, version, saved_at, saved_by_id
FROM workflow_sectionstate JOIN cities_citynomination
    ON application_ptr_id = application_id;
DELETE FROM workflow_sectionstate
WHERE application_id IN (SELECT application_ptr_id FROM cities_citynomination);
"""
# Waiting checks of rows just written would forbid altering their tables.
CHECK = "SET CONSTRAINTS ALL IMMEDIATE;"


class Migration(migrations.Migration):

    dependencies = [
        ("cities", "0001_initial"),
        ("workflow", "0010_sections"),
    ]

    operations = [
        migrations.RunSQL(MOVE + CHECK, reverse_sql=MOVE_BACK + CHECK),
        *(
            migrations.AddField(
                model_name=name,
                name="key",
                field=models.UUIDField(
                    default=uuid.uuid4, db_default=RandomUUID(), editable=False
                ),
            )
            for name in ROWS
        ),
        migrations.DeleteModel(name="SectionState"),
    ]

from django.db import migrations, models

from wellbought.web.purchases.seals import lift_guard, set_guard


class Migration(migrations.Migration):
    """SQLite makes the table anew for this, so the guard is lifted and set again."""

    dependencies = [
        ("purchases", "0006_standing"),
    ]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: lift_guard(editor.connection),
            lambda _apps, editor: set_guard(editor.connection),
        ),
        migrations.AlterField(
            model_name="decision",
            name="seal",
            field=models.CharField(max_length=64),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(models.F("purchase"), models.F("seal"), name="one_decision_per_seal"),
        ),
        migrations.RunPython(
            lambda _apps, editor: set_guard(editor.connection),
            lambda _apps, editor: lift_guard(editor.connection),
        ),
    ]

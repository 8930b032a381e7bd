import django.db.models.deletion
from django.db import migrations, models

from wellbought.web.audit.guard import lift_guard, set_guard


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_membership_is_administrator_and_more"),
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Clearing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organisation"
                    ),
                ),
            ],
        ),
        migrations.RunPython(
            lambda _apps, editor: set_guard(editor.connection),
            lambda _apps, editor: lift_guard(editor.connection),
        ),
    ]

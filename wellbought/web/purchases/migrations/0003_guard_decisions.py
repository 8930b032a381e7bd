from django.db import migrations

from wellbought.web.purchases.seals import lift_guard, set_guard


class Migration(migrations.Migration):
    dependencies = [
        ("purchases", "0002_work"),
    ]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: set_guard(editor.connection),
            lambda _apps, editor: lift_guard(editor.connection),
        ),
    ]

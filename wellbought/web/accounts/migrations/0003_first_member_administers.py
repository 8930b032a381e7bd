from django.db import migrations


def name_administrators(apps, schema_editor):  # noqa: ANN001, ANN201 - Django calls it
    """Whoever was the first member of an organisation administers it."""
    Membership = apps.get_model("accounts", "Membership")
    seen = set()
    for member in Membership.objects.filter(is_active=True).order_by("id"):
        if member.organisation_id not in seen:
            seen.add(member.organisation_id)
            member.is_administrator = True
            member.save(update_fields=["is_administrator"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_membership_is_administrator_and_more")]

    operations = [migrations.RunPython(name_administrators, migrations.RunPython.noop)]

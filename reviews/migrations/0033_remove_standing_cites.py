from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reviews", "0032_claim_search")]
    operations = [migrations.RemoveField("standing", "cites")]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_second_step")]

    operations = [
        migrations.AddField(
            model_name="user", name="language", field=models.CharField(blank=True, max_length=10)
        ),
    ]

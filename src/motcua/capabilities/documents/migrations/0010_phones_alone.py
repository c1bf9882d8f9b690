from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0009_receipts_for_fees'),
    ]

    operations = [
        migrations.AlterField(
            model_name='inlet',
            name='kind',
            field=models.CharField(choices=[('phone', 'Điện thoại chụp ảnh')], max_length=10),
        ),
    ]

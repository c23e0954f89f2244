import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('articles', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DrainedBatch',
            fields=[
                ('batch', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('drained_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='RecentView',
            fields=[
                ('reader', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('counted_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='ArticleViews',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='views', serialize=False, to='articles.article', verbose_name='article')),
                ('counted', models.PositiveBigIntegerField(default=0, verbose_name='counted')),
                ('imported', models.PositiveBigIntegerField(default=0, verbose_name='imported')),
                ('total', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.F('counted'), '+', models.F('imported')), output_field=models.PositiveBigIntegerField(), verbose_name='total')),
            ],
            options={
                'verbose_name': 'article views',
                'verbose_name_plural': 'article views',
                'indexes': [models.Index(fields=['-total'], name='article_views_most_read')],
            },
        ),
        migrations.CreateModel(
            name='DailyReferrer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('name', models.CharField(max_length=253, verbose_name='name')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='count')),
            ],
            options={
                'abstract': False,
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('day', 'name'), name='daily_referrers_are_unique')],
            },
        ),
        migrations.CreateModel(
            name='DailySalt',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('salt', models.BinaryField(max_length=32)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('salt', b''), _negated=True), name='daily_salt_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='FruitlessSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('name', models.CharField(max_length=253, verbose_name='name')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='count')),
            ],
            options={
                'abstract': False,
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('day', 'name'), name='fruitless_searches_are_unique')],
            },
        ),
        migrations.CreateModel(
            name='DailyViews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='count')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='daily_views', to='articles.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'daily views',
                'verbose_name_plural': 'daily views',
                'indexes': [models.Index(fields=['day', '-count', 'article'], name='daily_views_most_read')],
                'constraints': [models.UniqueConstraint(fields=('article', 'day'), name='daily_views_are_unique')],
            },
        ),
        migrations.CreateModel(
            name='HourlyViews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField(verbose_name='hour')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='count')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hourly_views', to='articles.article', verbose_name='article')),
            ],
            options={
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('hour', 'article'), name='hourly_views_are_unique')],
            },
        ),
    ]

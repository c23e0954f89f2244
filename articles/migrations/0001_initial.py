import articles.models.article
import articles.models.front_page
import articles.prose
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('authors', '0001_initial'),
        ('photos', '0001_initial'),
        ('publication', '0001_initial'),
        ('sources', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FrontPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, error_messages={'unique': 'Another change begins at this moment. Choose a later one.'}, unique=True, verbose_name='begins')),
            ],
            options={
                'verbose_name': 'front page',
                'verbose_name_plural': 'front page',
                'default_permissions': ['change'],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('news', 'News'), ('analysis', 'Analysis'), ('opinion', 'Opinion'), ('explainer', 'Explainer'), ('live', 'Live')], default='news', max_length=20, verbose_name='kind')),
                ('headline', models.CharField(blank=True, max_length=300, verbose_name='headline')),
                ('slug', models.SlugField(allow_unicode=True, blank=True, error_messages={'unique': 'Another story already has this slug. Choose a different one.'}, help_text='The last word of its address. Left empty, it is made from the headline.', max_length=100, null=True, unique=True, verbose_name='slug')),
                ('standfirst', models.TextField(blank=True, max_length=600, verbose_name='standfirst')),
                ('dateline', models.CharField(blank=True, help_text='Where it was reported from.', max_length=80, verbose_name='dateline')),
                ('language', models.CharField(choices=articles.models.article.story_languages, default='en', max_length=10, verbose_name='language')),
                ('backstory', models.TextField(blank=True, help_text='Shown below the story: who was asked, what was checked, what is not known.', max_length=2000, verbose_name='how we reported this')),
                ('ai_use', models.TextField(blank=True, help_text='What AI did for this story and who checked it; shown below the story.', max_length=500, verbose_name='use of AI')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in-review', 'In review'), ('ready', 'Ready'), ('published', 'Published'), ('taken-down', 'Taken down')], default='draft', max_length=20, verbose_name='status')),
                ('published_at', models.DateTimeField(blank=True, help_text='A time in the future schedules the story.', null=True, verbose_name='published at')),
                ('updated_at', models.DateTimeField(blank=True, help_text='Shown to readers as the time of the last update.', null=True, verbose_name='updated at')),
                ('embargo_until', models.DateTimeField(blank=True, help_text='Hidden from everybody until then, whatever else is set.', null=True, verbose_name='embargo until')),
                ('expires_at', models.DateTimeField(blank=True, help_text='Hidden from everybody from then on.', null=True, verbose_name='expires at')),
                ('coverage_ended_at', models.DateTimeField(blank=True, help_text='When live coverage ended; until then it goes on.', null=True, verbose_name='coverage ended at')),
                ('taken_down_reason', models.TextField(blank=True, help_text="Shown to readers at the story's address once it is taken down.", verbose_name='taken down reason')),
                ('word_count', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_articles', to='photos.photo', verbose_name='lead photo')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='publication.section', verbose_name='section')),
                ('translation_of', models.ForeignKey(blank=True, help_text='The story in the language that it was first written in.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='translations', to='articles.article', verbose_name='translation of')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'get_latest_by': 'published_at',
            },
        ),
        migrations.CreateModel(
            name='BreakingNews',
            fields=[
                ('publication', models.OneToOneField(default=1, editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='breaking_news', serialize=False, to='publication.publication')),
                ('line', models.CharField(help_text='What has happened, in a few words.', max_length=120, verbose_name='line')),
                ('until', models.DateTimeField(help_text='Readers see the line until then.', verbose_name='until')),
                ('article', models.ForeignKey(limit_choices_to=articles.models.front_page.can_be_picked, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='story')),
            ],
            options={
                'verbose_name': 'breaking news',
                'verbose_name_plural': 'breaking news',
            },
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('words', 'Words'), ('photos', 'Photos'), ('data', 'Data'), ('editing', 'Editing'), ('translation', 'Translation')], default='words', max_length=20, verbose_name='role')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.article', verbose_name='article')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='authors.author', verbose_name='author')),
            ],
            options={
                'verbose_name': 'byline',
                'verbose_name_plural': 'bylines',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='authors',
            field=models.ManyToManyField(related_name='articles', through='articles.Byline', to='authors.author', verbose_name='authors'),
        ),
        migrations.CreateModel(
            name='FrontPagePick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('article', models.ForeignKey(limit_choices_to=articles.models.front_page.can_be_picked, on_delete=django.db.models.deletion.CASCADE, related_name='front_page_picks', to='articles.article', verbose_name='story')),
                ('front_page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='picks', to='articles.frontpage')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='front_page_picks', to='publication.section', verbose_name='section')),
            ],
            options={
                'ordering': ['order'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('anchor', models.SlugField(allow_unicode=True, blank=True, editable=False, max_length=80)),
                ('subhead', models.CharField(blank=True, max_length=200, verbose_name='subhead')),
                ('prose', articles.prose.ProseField(blank=True, max_length=150000, verbose_name='text')),
                ('posted_at', models.DateTimeField(blank=True, help_text='In live coverage, when this was reported.', null=True, verbose_name='posted at')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='articles.article', verbose_name='article')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='photos.photo', verbose_name='photo')),
            ],
            options={
                'verbose_name': 'part',
                'verbose_name_plural': 'parts',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ArticleAttribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('used_for', models.CharField(help_text='For example: statement, Ref image, data.', max_length=80, verbose_name='used for')),
                ('url', models.URLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='link')),
                ('accessed_on', models.DateField(blank=True, null=True, verbose_name='accessed on')),
                ('archived_url', models.URLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='archived copy')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attributions', to='articles.article', verbose_name='article')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='sources.source', verbose_name='source')),
                ('part', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='attributions', to='articles.part', verbose_name='part')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TaggedArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_articles', to='articles.article')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_articles', to='taggit.tag')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='articles.TaggedArticle', to='taggit.Tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('story', models.JSONField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='articles.article')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('clarification', 'Clarification'), ('update', 'Update'), ('retraction', 'Retraction')], max_length=20, verbose_name='kind')),
                ('text', models.TextField(max_length=1000, verbose_name='text')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='correction', to='articles.version')),
            ],
        ),
        migrations.AddConstraint(
            model_name='byline',
            constraint=models.UniqueConstraint(fields=('article', 'author', 'role'), name='byline_is_unique', violation_error_message='This author already has this role on the story.'),
        ),
        migrations.AddConstraint(
            model_name='frontpagepick',
            constraint=models.UniqueConstraint(fields=('front_page', 'article'), name='front_page_has_a_story_once'),
        ),
        migrations.AddConstraint(
            model_name='frontpagepick',
            constraint=models.UniqueConstraint(fields=('front_page', 'section', 'order'), name='front_page_place_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='frontpagepick',
            constraint=models.UniqueConstraint(condition=models.Q(('section', None)), fields=('front_page', 'order'), name='front_page_top_place_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='frontpagepick',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('order__lt', 4), ('section', None)), models.Q(('order__lt', 3), ('section__isnull', False)), _connector='OR'), name='front_page_has_such_a_place'),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.UniqueConstraint(fields=('article', 'anchor'), name='part_anchor_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.CheckConstraint(condition=models.Q(('order', 0), models.Q(('subhead', ''), _negated=True), _connector='OR'), name='part_has_subhead_unless_first', violation_error_message='Every part but the first needs a subhead.'),
        ),
        migrations.AddConstraint(
            model_name='taggedarticle',
            constraint=models.UniqueConstraint(fields=('content_object', 'tag'), name='tag_is_unique'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['status', '-published_at', '-id'], name='article_newest'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['section', 'status', '-published_at', '-id'], name='article_newest_in_section'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(models.Q(('headline', ''), _negated=True), ('published_at__isnull', False), ('section__isnull', False), ('slug__isnull', False)), _connector='OR'), name='article_is_complete_when_published', violation_error_message='A published story needs a headline, a section, a slug and a time.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at', None), ('published_at', None), ('expires_at__gt', models.F('published_at')), _connector='OR'), name='article_expires_after_publication', violation_error_message='The story would expire before it is published.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at', None), ('embargo_until', None), ('expires_at__gt', models.F('embargo_until')), _connector='OR'), name='article_expires_after_embargo', violation_error_message='The story would expire before its embargo ends.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('updated_at', None), ('published_at', None), ('updated_at__gte', models.F('published_at')), _connector='OR'), name='article_is_updated_after_publication', violation_error_message='A story cannot be updated before it is published.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'taken-down'), _negated=True), models.Q(('taken_down_reason', ''), _negated=True), _connector='OR'), name='article_is_taken_down_with_reason', violation_error_message='Tell readers why the story was taken down.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('translation_of', None), models.Q(('translation_of', models.F('id')), _negated=True), _connector='OR'), name='article_is_no_translation_of_itself', violation_error_message='A story cannot be a translation of itself.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='article_slug_is_null_or_text'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='version_number_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='correction_has_text', violation_error_message='Tell readers what was changed.'),
        ),
    ]

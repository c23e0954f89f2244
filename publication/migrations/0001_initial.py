import django.db.models.deletion
import publication.models
import publication.trust_txt
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('photos', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(default='Newsroom', max_length=80, verbose_name='name')),
                ('strapline', models.CharField(blank=True, max_length=160, verbose_name='strapline')),
                ('about', models.TextField(blank=True, help_text='Stands at the foot of every page.', verbose_name='about')),
                ('share_caption', models.CharField(default=publication.models.first_share_caption, help_text='Stands beside the share links.', max_length=60, verbose_name='share caption')),
                ('share_targets', models.JSONField(blank=True, default=publication.models.all_share_targets, help_text='The places to share to, in order.', verbose_name='share targets')),
                ('allows_search', models.BooleanField(default=True, help_text='Told to machines in robots.txt; honest ones obey.', verbose_name='search engines may list stories')),
                ('allows_ai_answers', models.BooleanField(default=True, help_text='Reading a story at the moment of a question, to answer with a link to it.', verbose_name='AI may answer questions from stories')),
                ('allows_ai_training', models.BooleanField(default=False, help_text='Unless allowed, text and data mining is reserved (EU 2019/790, article 4).', verbose_name='AI may be trained on stories')),
                ('security_contact', models.CharField(blank=True, help_text='Who finds a hole in the site’s security writes there: an e-mail address, or the https address of a page. Told in security.txt.', max_length=200, validators=[publication.models.contact_address], verbose_name='security contact')),
                ('trust_statements', models.TextField(blank=True, help_text='One in each line, such as belongto=https://association.example/ or social=https://social.example/@news. Policies, contact and AI training are told already.', max_length=20000, validators=[publication.trust_txt.trust_txt_lines], verbose_name='statements for trust.txt')),
                ('menu_links', models.JSONField(blank=True, default=list, help_text='`words` and `address` of each, after the sections.')),
                ('footer_links', models.JSONField(blank=True, default=list, help_text='`words` and `address` of each, on every page.')),
                ('policies', models.JSONField(default=list, editable=False, help_text='The kinds of policy that are written.')),
                ('has_full_text_feeds', models.BooleanField(default=True, help_text='Whole stories in RSS, Atom and JSON Feed; otherwise their standfirsts.', verbose_name='full text in feeds')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='photos.photo', verbose_name='logo')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publication',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='publication_is_the_only_one')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=60, unique=True, verbose_name='slug')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='description')),
                ('accent', models.CharField(choices=[('red', 'Red'), ('blue', 'Blue'), ('green', 'Green'), ('violet', 'Violet'), ('amber', 'Amber'), ('teal', 'Teal')], default='red', help_text='The one colour of its pages: label, rule and links.', max_length=10, verbose_name='accent')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subsections', to='publication.section', verbose_name='parent')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['order', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='section_is_not_its_own_parent', violation_error_message='A section cannot stand within itself.'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='section_has_slug', violation_error_message='Without a slug it would have no address.')],
            },
        ),
    ]

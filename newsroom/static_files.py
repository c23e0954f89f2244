"""Static files under names that change with their content, so that browsers keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    # ES modules import each other by relative path; these imports get hashed names as well.
    support_js_module_import_aggregation = True

/* What a reader's page does more when scripts run; without them it does everything else.
   Each behaviour is a file of its own. `collectstatic` sets them into this one
   (newsroom/static_files.py), so that readers fetch one. The last wait until the page is painted. */

import "./reader/views.js";
import "./reader/share.js";
import "./reader/mastodon.js";
import "./reader/live.js";
import "./reader/offline.js";
import "./reader/choices.js";
import "./reader/reading-list.js";
import "./reader/embeds.js";

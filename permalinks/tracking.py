"""What other sites hang on to a link to follow its reader: no part of a story's address.

A page would be kept by caches once for each of them, and a reader who passes the link on would
pass their own mark on with it. Whoever wants to know where readers come from asks the counter.
"""

from urllib.parse import unquote_plus

# Families of parameters that campaign tools make up names in.
PREFIXES = {
    "utm_": "Google Analytics and nearly all others: source, medium, campaign",
    "hsa_": "HubSpot Ads",
    "mtm_": "Matomo campaigns",
    "pk_": "Matomo campaigns, under its old name Piwik",
    "stm_": "Simple Analytics",
}
NAMES = {
    "_ga": "Google Analytics: the reader, from site to site",
    "_gl": "Google Analytics: the reader, from site to site",
    "dclid": "Google Display & Video: the click",
    "gad_campaignid": "Google Ads: the campaign",
    "gad_source": "Google Ads: where the click came from",
    "gbraid": "Google Ads: the click, in apps",
    "gclid": "Google Ads: the click",
    "gclsrc": "Google Ads: the tool that made the click's number",
    "wbraid": "Google Ads: the click, on the web",
    "fbclid": "Facebook: the click",
    "igsh": "Instagram: who shared it",
    "igshid": "Instagram: who shared it, before 2023",
    "li_fat_id": "LinkedIn: the member",
    "msclkid": "Microsoft Advertising: the click",
    "twclid": "X: the click",
    "ttclid": "TikTok: the click",
    "yclid": "Yandex Direct: the click",
    "ysclid": "Yandex search: the click",
    "rdt_cid": "Reddit: the click",
    "epik": "Pinterest: the click",
    "sccid": "Snapchat: the click",
    "mc_cid": "Mailchimp: the campaign",
    "mc_eid": "Mailchimp: the reader",
    "mkt_tok": "Marketo: the reader",
    "_hsenc": "HubSpot: the reader",
    "_hsmi": "HubSpot: the letter",
    "oly_anon_id": "Omeda: the reader, unnamed",
    "oly_enc_id": "Omeda: the reader",
    "vero_id": "Vero: the reader",
    "wickedid": "Wicked Reports: the click",
}


def without_tracking(query):
    """Return a query string without such parameters; the others stand as they stood."""
    return "&".join(each for each in query.split("&") if not _is_tracking(each))


def _is_tracking(parameter):
    name = unquote_plus(parameter.partition("=")[0]).lower()
    return name in NAMES or name.startswith(tuple(PREFIXES))

"""How the operator's contact becomes a link."""

from __future__ import annotations

from markupsafe import Markup, escape

from search_api.addresses import is_web_address

_LINK = Markup('<a href="{}">{}</a>')


def contact_link(contact: str) -> Markup:
    """Return a contact as HTML: an e-mail or web address as a link, anything else as it is."""
    if is_web_address(contact):
        return _LINK.format(contact, contact)
    address = contact.removeprefix("mailto:")
    if "@" in address and " " not in address:
        return _LINK.format(f"mailto:{address}", address.partition("?")[0])
    return escape(contact)

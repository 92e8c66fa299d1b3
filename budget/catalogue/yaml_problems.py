"""What libyaml says of a text that is no YAML, as codes; what it says elsewhere stays its own English."""

from __future__ import annotations

from typing import Final

from budget.core import Message

PROBLEMS: Final = {
    "could not find expected ':'": "line_without_colon",
    "did not find expected key": "line_that_is_no_field",
    "did not find expected ',' or ']'": "list_not_closed",
    "did not find expected ',' or '}'": "mapping_not_closed",
    "did not find expected '-' indicator": "item_without_dash",
    "did not find expected node content": "value_not_there",
    "block sequence entries are not allowed in this context": "dash_out_of_place",
    "found unexpected end of stream": "text_ends_too_early",
    "found character that cannot start any token": "sign_that_starts_no_value",
    "found unknown escape character": "unknown_escape",
    "found invalid Unicode character escape code": "character_code_that_does_not_exist",
    "found unexpected document indicator": "document_mark_too_early",
    "found unexpected ':'": "unexpected_colon",
    "found undefined tag handle": "undefined_tag",
    "found a tab character that violates indentation": "tab_in_indentation",
    "found a tab character where an indentation space is expected": "tab_instead_of_space",
    "found an indentation indicator equal to 0": "indentation_of_zero",
    "found unknown directive name": "unknown_directive",
    "found incompatible YAML document": "other_yaml_version",
    "found duplicate %YAML directive": "yaml_directive_twice",
    "found duplicate %TAG directive": "tag_directive_twice",
    "found extremely long version number": "long_version_number",
    "found unexpected non-alphabetical character": "unexpected_sign",
}


def problem_of(text: str) -> Message:
    """Return libyaml's problem as a message; one that is not listed keeps its English as `detail`."""
    if code := PROBLEMS.get(text):
        return Message(code)
    if text.startswith("found "):
        return Message("other_sign", detail=text.removeprefix("found "))
    return Message("other_yaml_error", detail=text)

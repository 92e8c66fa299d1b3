"""Saves versions of one package without end and says of each that it was kept: a process for the tests to kill."""

from __future__ import annotations

import sys

from store import Edit, OutdatedError, StoreError, known_person, new_id, open_store, save, version


def main(package: str, label: str) -> None:
    """Save on the latest version, each under a token of its own; a refusal is tried again with the same."""
    store = open_store()
    person = known_person(store, "saver", "Saver")
    count = 0
    while True:
        token = new_id()
        while True:
            try:
                head = version(store, person, package)[0].number
                edit = Edit(f"{label} {count}", f"{label} {count}", "toy", "1.0.0", token)
                made = save(store, person, package, head, edit)
                break
            except OutdatedError:
                continue
            except StoreError as error:
                print(f"refused {error.message.code}", flush=True)
        print(f"kept {made.number} {label} {count}", flush=True)
        count += 1


if __name__ == "__main__":
    main(*sys.argv[1:])

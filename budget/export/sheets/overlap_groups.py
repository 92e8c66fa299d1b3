"""
The same money where amounts have bounds: which set of each group counts at each end, in few cells.

A set of a group is one to which no other of all its members can be added. What is left of it when only some are chosen
holds when no chosen one outside it could be added. Members that hang together by chosen ones have one label; the size of
a set is the sum, over the labels, of its amounts in absolute value, so that each part counts its own largest. Of equal
sizes the one counts that holds the first member which not both hold: its rank, a sum of powers of two, is higher.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budget.catalogue import Catalogue
from budget.engine import Sharing, sharing_pairs
from budget.export.sheets.overlap_sets import Amounts, largest_sets, shares_of


@dataclass(frozen=True)
class Group:
    """Measures that share money, directly or by way of others, were all chosen: who shares with whom, and its sets."""

    members: tuple[str, ...]
    shares: Mapping[str, frozenset[str]]
    sets: tuple[frozenset[str], ...]

    def holds(self, kept: frozenset[str], chosen: frozenset[str]) -> bool:
        """Tell whether no chosen member outside a set could be added to what is chosen of it."""
        return all(id_ in kept or id_ not in chosen or self.shares[id_] & kept & chosen for id_ in self.members)

    def rank(self, kept: frozenset[str], chosen: frozenset[str]) -> int:
        """Return the rank of what is chosen of a set."""
        return sum(self.weight(id_) for id_ in kept & chosen)

    def weight(self, id_: str) -> int:
        """Return what a member adds to a rank: more than all after it together."""
        return int(2 ** (len(self.members) - 1 - self.members.index(id_)))

    def labels(self, chosen: frozenset[str]) -> list[dict[str, int]]:
        """Return the labels round by round: first its own number for who is chosen, then the least of who it touches."""
        rounds = [{id_: nth if id_ in chosen else 0 for nth, id_ in enumerate(self.members, start=1)}]
        for _ in self.members[1:]:
            last = rounds[-1]
            rounds.append(
                {
                    id_: min(own, *(last[other] or own for other in self.shares[id_])) if own else 0
                    for id_, own in last.items()
                }
            )
        return rounds

    def size(self, kept: frozenset[str], labels: Mapping[str, int], amounts: Amounts) -> int:
        """Return the size of what is chosen of a set, thousands of euro; who is not chosen has the label 0."""
        found: dict[int, int] = {}
        for id_, label in labels.items():
            if label and id_ in kept:
                found[label] = found.get(label, 0) + amounts[id_]
        return sum(map(abs, found.values()))


def list_groups(catalogue: Catalogue) -> list[Group]:
    """Return the groups of measures that share money."""
    sharing = Sharing.of(sharing_pairs(catalogue.conflicts, frozenset(catalogue.measures)), catalogue.order)
    groups = []
    for members in sharing.groups:
        shares = shares_of(members, sharing.pairs)
        groups.append(Group(members, shares, tuple(largest_sets(members, shares))))
    return groups


def columns_of(groups: Sequence[Group]) -> int:
    """Return how many columns groups take beside their members: a number, a weight, labels, and who is in which set."""
    if not groups:
        return 0
    return 2 + max(len(group.members) for group in groups) + max(len(group.sets) for group in groups)

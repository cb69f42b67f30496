"""What the bot makes of labelled lines, for the sets of them."""

from __future__ import annotations

from collections import Counter

from bot.brief import figures, trust
from bot.brief.independence import origins
from bot.brief.lines import candidates


def judgement(row, held, tellers, as_of):
    """The bot's verdict on a line, or None where it would not tell it; `held` are all articles by id, as they stand then."""
    own = held[row["id"]]
    offered = [c for c in candidates(own) if c.quote in row["quote"] or row["quote"] in c.quote]
    if not offered:
        return None
    line = min(offered, key=lambda c: (c.quote != row["quote"], abs(len(c.quote) - len(row["quote"]))))
    members = sorted((a for a in held.values() if a.story == own.story), key=lambda a: (a.published, a.id))
    voices = origins(held.values())
    return trust.judge(line, members, voices, figures.counts(members, voices, as_of), tellers)


def accepted(row):
    return row["status"] if isinstance(row["status"], list) else [row["status"]]


def share_right(verdicts):
    """(The share judged as labelled, what was taken for what.)"""
    wrong = [(row, verdict) for row, verdict in verdicts if verdict.status not in accepted(row)]
    confused = Counter((accepted(row)[0], verdict.status) for row, verdict in wrong)
    return 1 - len(wrong) / len(verdicts), confused.most_common()

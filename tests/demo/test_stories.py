"""The plan of the demo's three months."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from opora.demo import stories

pytestmark = pytest.mark.once
NOW = datetime(2026, 5, 20, 14, tzinfo=UTC)


def test_three_hundred_tickets_in_three_months() -> None:
    plan = stories.plan(NOW)
    assert sum(story.tickets for story in plan) == stories.TICKETS
    assert all(step.at <= NOW for story in plan for step in story.steps)
    assert min(story.steps[0].at for story in plan) > NOW - timedelta(days=stories.DAYS + 5)


def test_the_same_seed_tells_the_same() -> None:
    told = [
        [(step.at, step.text) for story in stories.plan(NOW, seed) for step in story.steps]
        for seed in (3, 3, 4)
    ]
    assert told[0] == told[1] != told[2]


def test_tickets_stand_as_on_a_real_desk() -> None:
    plan = stories.plan(NOW)
    endings = Counter(story.ending for story in plan)
    assert set(endings) == {"new", "open", "pending", "hold", "solved", "closed"}
    assert endings["closed"] > len(plan) / 2
    assert any(story.is_late for story in plan)


def test_no_two_requests_read_alike() -> None:
    texts = Counter(story.steps[0].text for story in stories.plan(NOW) if not story.thread.spam)
    assert sum(count - 1 for count in texts.values()) <= 6


def test_agents_answer_in_their_hours_and_languages() -> None:
    for story in stories.plan(NOW):
        for step in story.steps:
            if step.speaker is not None:
                assert story.thread.language in step.speaker.languages

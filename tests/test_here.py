"""A point on the map, sent in a private chat, is a question: what is new around there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talk import START, talk

from bot import words
from bot.answer.here import Town, circle, radius, town_at
from bot.understand import places, topics

KABUL = 34.5328, 69.1658


@pytest.mark.parametrize(
    ("point", "town", "topic"),
    [
        (KABUL, "Kabul", "near:kabul 50km"),
        ((34.2, 69.0), "Kabul", "near:kabul 100km"),  # the circle holds what is around the point, too
        ((52.52, 13.40), "Berlin", "near:berlin 50km"),  # not its nearest borough
        ((40.69, -73.94), "New York City", 'near:"new york city" 50km'),
        ((37.78, -122.27), "Oakland", "near:oakland 50km"),  # though a larger town is not far
        ((31.5, 34.45), "Jabalia", "near:jabalia 50km"),  # by Gaza a topic means the Strip
        ((78.2, 15.6), "Longyearbyen", "near:longyearbyen 50km"),  # a small one, where there is no other
        ((0.0, 0.0), "Takoradi", "near:takoradi 650km"),  # the sea
    ],
)
def test_a_point_is_known_by_a_town(point, town, topic):
    found = town_at(*point)
    assert (found.name, circle(found, 1)) == (town, topic)
    assert topics.parse(topic).query == topic


@pytest.mark.parametrize("point", [(-75.0, 0.0), (-40.0, -120.0), (90.0, 0.0)])
def test_where_no_town_is_there_is_none(point):
    assert town_at(*point) is None


@pytest.mark.parametrize(("km", "of"), [(0.0, 50), (25.0, 50), (25.1, 100), (100.0, 150), (975.0, 1_000)])
def test_a_circle_around_the_town_holds_what_is_around_the_point(km, of):
    assert radius(km) == of


def test_no_circle_is_wider_than_a_topic_may_be():
    assert circle(Town("Takoradi", 578.7), 4) == "near:takoradi 1000km"


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_has_a_topic_that_holds_it_or_none(lat, lon):
    if town := town_at(lat, lon):
        assert topics.parse(circle(town, 1)).clauses
        spot = places.position(places.lookup(town.name.casefold()).geonameid)
        assert places.kilometres(lat, lon, *spot) <= radius(town.km)


async def test_a_location_is_answered_with_the_news_around_it():
    async with talk() as chat:
        said = await chat.share(*KABUL)
        assert said == "That is 1 km from Kabul. What is new around there: /latest near:kabul 50km"
        assert chat.labels() == ["50 km around Kabul", "200 km around Kabul", "Follow 50 km around Kabul"]
        assert (await chat.press("50 km around Kabul")).startswith("50 KM AROUND KABUL · last 24 h")
        assert (await chat.press("200 km around Kabul")).startswith("200 KM AROUND KABUL · last 24 h")
        assert "Following 50 km around Kabul" in await chat.press("Follow 50 km around Kabul")
        assert [one.topic for one in await chat.app.store.subscriptions(1001)] == ["near:kabul 50km"]
        assert "I know no town near there" in await chat.share(-75.0, 0.0)


async def test_who_shares_where_they_are_as_they_go_is_answered_once():
    async with talk() as chat:
        assert "Kabul" in await chat.share(*KABUL, live_period=900)
        room = chat.sandbox.open_room(1001)
        number, message = next((n, m) for n, m in room.messages.items() if "location" in m)
        at = int(START.timestamp()) + 60
        moved = message | {"location": {"latitude": 34.6, "longitude": 69.2, "live_period": 900}, "edit_date": at}
        await chat.face.done(chat.sandbox.deliver(room, chat.sandbox.replace(room, moved), "edited_"))
        assert number == message["message_id"]
        assert chat.answer() == ""


async def test_in_a_group_a_location_is_not_for_us():
    async with talk() as chat:
        chat.heard()
        chat.sandbox.say(chat.sandbox.chats["group"], "", location={"latitude": 34.5, "longitude": 69.2})
        await chat.say("/topics")
        assert "km from" not in "".join(str(m) for m in chat.sandbox.messages(chat.sandbox.chats["group"]))


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_a_location_is_answered_in_every_language(language):
    async with talk() as chat:
        await chat.say(f"/language {language}")
        with words.speaking(language):
            head = words.say("here", town="Kabul", km="1", topic="near:kabul 50km")
            label = words.say("around", km="50", town="Kabul")
        unmarked = {ord("\u2068"): None, ord("\u2069"): None}
        assert (await chat.share(*KABUL)).translate(unmarked) == head.translate(unmarked)
        assert chat.labels()[0].translate(unmarked) == label.translate(unmarked)

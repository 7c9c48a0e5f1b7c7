"""What the people of one ticket write: coherent within it, in the words of `speech`, about its `facts`."""

import random
from collections.abc import Iterator, Sequence

from opora.demo.bulk.drawing import zipf
from opora.demo.bulk.facts import Facts
from opora.demo.bulk.keepsakes import Keepsakes
from opora.demo.bulk.moments import DAY
from opora.demo.bulk.population import Writer
from opora.demo.bulk.speech import Matter, Speech, Tale, Wordings, speech
from opora.demo.bulk.staff import Agent
from opora.demo.bulk.told import File, Said
from opora.demo.formatting import as_html

TALES = 0.22  # of tickets are one of the demo's conversations
QUOTES = 0.4  # of answers by mail carry what they answer


class Voice:
    """One language, drawn from one source of chance."""

    def __init__(self, language: str, draw: random.Random, keepsakes: Keepsakes) -> None:
        self.language, self.draw, self.keepsakes = language, draw, keepsakes
        self.speech: Speech = speech(language, draw)
        self.facts = Facts(language, draw)
        self._topics = zipf(draw, self.speech.topics(), 3)

    def begin(self, writer: Writer, agent: Agent, opened: int, topics: Sequence[str]) -> "Conversation":
        """A new ticket about one of these topics (keys; none known: about anything)."""
        known = [topic for topic in topics if topic in self.speech.matters]
        topic = known[int(self.draw.random() * len(known))] if known else next(self._topics)
        facts = self.facts.draw(opened)
        facts.update(name=writer.name, called=writer.called, agent=agent.name)
        facts["agent_called"] = agent.name.split(" ", 1)[0]
        said = self.speech
        facts["hi"], facts["hello"] = next(said.greetings), next(said.hellos) % facts
        facts["bye"] = next(said.byes) % facts
        tale = None
        if self.draw.random() < TALES and topic in said.tales:
            tale = next(said.tales[topic])
        return Conversation(self, topic, facts, writer.gender, tale)


class Conversation:
    """One ticket's words. `topic` is the key of what it is about."""

    def __init__(
        self, voice: Voice, topic: str, facts: dict[str, str], gender: str, tale: Tale | None
    ) -> None:
        self.voice, self.topic, self.facts, self.gender = voice, topic, facts, gender
        self.matter: Matter = next(voice.speech.matters[topic])
        self._tale, self._turns = tale, list(tale.turns) if tale else []
        self._last, self._said = "", set[int]()
        self._chance = voice.draw.random

    def subject(self) -> str:
        """One line; of a demo's conversation its own."""
        if self._tale is not None:
            return self._one(self._tale.subjects) % self.facts
        text = next(self.matter.subjects) % self.facts
        return text[0].upper() + text[1:]

    def first(self, channel: str) -> Said:
        """The customer's first words: whole by mail, short in a chat."""
        told = self._turn("customer")
        if told is None:
            own, general = self.matter.asking[self.gender], self.voice.speech.general["ask"]
            body = self._sentences(own, 3.5, general, 0.6)
            told = (
                body if channel == "chat" else f"%(hi)s\n\n{self._after(self.facts['hi'], body)}\n\n%(bye)s"
            )
        return Said(self._fill(told), files=self._files(0.16))

    def reply(self, channel: str, left: int, at: int) -> Said:
        """Further words of the customer; thanks when nothing follows."""
        told, general = self._turn("customer"), self.voice.speech.general
        if told is None:
            again = general["thanks" if left == 0 and self._chance() < 0.6 else "again"]
            told = self._sentences(again, 1, self.matter.asking[self.gender], 0.5)
            if channel == "mail" and self._chance() < 0.5:
                told = f"{told}\n\n%(bye)s"
        before = self._last
        visible = self._fill(told)
        quotes = channel == "mail" and before and self._chance() < QUOTES
        return Said(visible, self._quoted(visible, before, at) if quotes else "", files=self._files(0.08))

    def answer(self, left: int) -> Said:
        """Words of the desk."""
        told = self._turn("agent")
        if told is None:
            body = self._sentences(self.matter.answering, 2.4, self.voice.speech.general["answer"], 0.55)
            told = f"%(hello)s\n\n{self._after(self.facts['hello'], body)}"
        text = self._fill(told)
        return Said(text, html=_html(text), files=self._files(0.04))

    def note(self) -> Said:
        """Words of the desk to itself."""
        told = self._turn("note")
        if told is None:
            told = self._one(
                next(self.matter.notes if self._chance() < 0.6 else self.voice.speech.general["note"])
            )
        return Said(told % self.facts)

    def customer_note(self) -> Said:
        """Words of the customer's side to itself."""
        return Said(self._one(next(self.voice.speech.general["customer_note"])) % self.facts)

    def _sentences(
        self, own: Iterator[Wordings], most: float, general: Iterator[Wordings], share: float
    ) -> str:
        """Some about the matter, and sometimes one that fits anywhere."""
        said = [self._new(own) for _n in range(1 + int(self._chance() * most))]
        if self._chance() < share:
            said.append(self._new(general))
        return " ".join(filter(None, said)) or self._one(next(general))

    def _new(self, sentences: Iterator[Wordings]) -> str:
        """One that was not said on this ticket yet; nothing when none is found soon."""
        for _attempt in range(4):
            found = next(sentences)
            if id(found) not in self._said:
                self._said.add(id(found))
                return self._one(found)
        return ""

    def _after(self, greeting: str, body: str) -> str:
        """Czech goes on in lower case after a comma."""
        goes_on = self.voice.language == "cs" and greeting.endswith(",")
        return body[:1].lower() + body[1:] if goes_on else body

    def _turn(self, by: str) -> str | None:
        """What the demo's conversation says next, if it is that side's turn there."""
        if not self._turns or self._turns[0][0] != by:
            return None
        return self._one(self._turns.pop(0)[1][self.gender if by == "customer" else "m"])

    def _one(self, texts: Sequence[str]) -> str:
        return texts[int(self._chance() * len(texts))]

    def _fill(self, told: str) -> str:
        self._last = (told % self.facts).strip()
        return self._last

    def _quoted(self, visible: str, before: str, at: int) -> str:
        today = self.voice.facts.days[at // DAY % len(self.voice.facts.days)]
        wrote = self.voice.speech.wrote % {"date": today, "agent": self.facts["agent"]}
        lines = before[:400].replace("\n", "\n> ")
        return f"{visible}\n\n{wrote}\n> {lines}"

    def _files(self, share: float) -> list[File]:
        if self._chance() >= share:
            return []
        return [
            self.voice.keepsakes.draw(self.voice.language, self.facts)
            for _n in range(1 + (share > 2 * self._chance()))
        ]


def _html(text: str) -> str:
    """As the editor makes it; lists are rare, and only they need the slow way."""
    if "\n- " in text or "\n1" in text:
        return as_html(text)
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{plain.replace(chr(10) * 2, '</p><p>').replace(chr(10), '<br>')}</p>"

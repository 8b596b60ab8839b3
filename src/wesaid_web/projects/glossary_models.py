"""The group's own words with their meaning, and the questions about words that nobody asked by name."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class GlossaryWord(models.Model):
    """A word as this group uses it, in plain words. Seen by everyone in the project."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="glossary")
    word = models.CharField(max_length=80)
    meaning = models.TextField()
    written_by = models.ForeignKey("projects.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    written_on = models.DateField(default=timezone.localdate)
    edition = models.PositiveIntegerField(default=1)  # so that two who write at once do not overwrite each other

    class Meta:
        constraints = [models.UniqueConstraint("project", Lower("word"), name="glossary_word_once")]

    def __str__(self) -> str:
        return self.word


class WordQuestion(models.Model):
    """“What does this mean?” Asked by nobody in particular: no person, no hour, and a key that says nothing.

    It is gone once it is answered or set aside: what stays is the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="word_questions")
    word = models.CharField(max_length=160)
    where = models.CharField(max_length=160, blank=True)
    asked_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["asked_on", "pk"]  # within a day in no order of asking

    def __str__(self) -> str:
        return f"question {self.pk}"

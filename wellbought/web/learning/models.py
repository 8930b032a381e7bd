"""How far members have come in courses, and who lets their leaders see it."""

from typing import ClassVar

from django.db import models


class StepDone(models.Model):
    """A step of a course that a member has done. ``course`` and ``step`` are ids of the pack."""

    member = models.ForeignKey("accounts.Membership", on_delete=models.CASCADE, related_name="steps_done")
    course = models.CharField(max_length=80)
    step = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("member", "course", "step", name="a_step_is_done_once")]

    def __str__(self) -> str:
        return f"{self.course}: {self.step}"


class QuizTaken(models.Model):
    """A quiz that a member has handed in."""

    member = models.ForeignKey("accounts.Membership", on_delete=models.CASCADE, related_name="quizzes_taken")
    course = models.CharField(max_length=80)
    right = models.PositiveSmallIntegerField()
    questions = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(right__lte=models.F("questions")), name="no_more_right_answers_than_questions"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.right}/{self.questions}"


class Sharing(models.Model):
    """A member lets the leaders of the organisation see how far they have come."""

    member = models.OneToOneField("accounts.Membership", on_delete=models.CASCADE, related_name="learning_shared")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member} shares"

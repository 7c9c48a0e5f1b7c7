"""How sending through a shared server stands."""

from django.db import models

from opora.desk.models import OutgoingServer


class ServerState(models.Model):
    """`failure` is a code (`opora.mail.reasons`), empty when well; `words` what the server said. Until `retry_at`
    nobody tries it again. In the minute that began at `minute`, `taken` mails were begun through it, by all workers."""

    server = models.OneToOneField(OutgoingServer, models.CASCADE, primary_key=True, related_name="state")
    failure = models.CharField(max_length=40, blank=True, default="")
    words = models.TextField(blank=True, default="")
    failed_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    minute = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "server_state"

    def __str__(self) -> str:
        return f"{self.server_id}: {self.failure or 'well'}"

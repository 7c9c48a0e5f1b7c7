"""Announces the room: kinds, settings, the reader that queues answers, the services that move the mail."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "opora.mail"
    label = "mail"

    def ready(self) -> None:
        from django.conf import settings
        from django.utils.translation import gettext_lazy as _

        from opora.conf import services
        from opora.desk.public import announce_check
        from opora.events.public import announce_reader
        from opora.mail import health, kinds  # noqa: F401  (kinds register themselves)
        from opora.mail import settings as mail_settings  # noqa: F401  (as do settings)
        from opora.mail.blocking import kinds as block_kinds  # noqa: F401
        from opora.mail.checking.findings import findings as judging
        from opora.mail.doors import fetching, smtp
        from opora.mail.doors.http.health import findings as services_refused
        from opora.mail.oauth import health as sign_ins
        from opora.mail.pictures import kinds as picture_kinds  # noqa: F401
        from opora.mail.receiving import intake
        from opora.mail.self_test import health as trusted
        from opora.mail.sending.carrying import postman
        from opora.mail.sending.notifying import Notices
        from opora.mail.sending.reader import Outgoing
        from opora.mail.undelivered import kinds as undelivered_kinds  # noqa: F401
        from opora.mail.undelivered.reader import Undelivered
        from opora.mail.wording import health as templates
        from opora.mail.wording import kinds as template_kinds  # noqa: F401

        announce_reader(Outgoing())
        announce_reader(Notices())
        announce_check("mail_services", services_refused, _("Mail services are believed"))
        announce_check("sign_ins", sign_ins.findings, _("Mailboxes are signed in to"))
        announce_reader(Undelivered())
        announce_check("mailboxes", health.mailboxes, _("Mail is fetched from all mailboxes"))
        announce_check("incoming", health.incoming, _("All mail that came was taken in"))
        announce_check("judging", judging, _("Mail is judged as it should be"))
        announce_check("outgoing", health.outgoing, _("Answers leave at once"))
        announce_check("deliverability", trusted.findings, _("Mail from the desk is trusted by others"))
        announce_check("templates", templates.findings, _("Mail templates can be used"))
        services.announce(services.Service("mail intake", intake.run))
        services.announce(services.Service("postman", postman.run))
        services.announce(services.Service("mailboxes", fetching.run))
        if settings.ENV.smtp_door:
            services.announce(services.Service("mail door", smtp.run))

"""A letter as the message that is sent: both forms, and the headers with which a mail program switches it off."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from webapp.mail.letter import Letter, as_html, as_text


def make_message(letter: Letter, *, sender: str, to_name: str, to_email: str, id: str, now: datetime) -> EmailMessage:
    """
    :param sender: an address, or a name and an address
    :param id: the Message-ID without the domain, the same at every try
    """
    message = EmailMessage(policy=SMTP)
    sender_name, sender_email = parseaddr(sender)
    message["From"] = _address(sender_name, sender_email)
    message["To"] = _address(to_name, to_email)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{id}@{sender_email.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.reply_to:
        message["Reply-To"] = _address("", letter.reply_to)
    if letter.off_url:
        message["List-Unsubscribe"] = f"<{letter.off_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(as_text(letter))
    message.add_alternative(as_html(letter), subtype="html")
    message["Content-Language"] = letter.language
    for attachment in letter.attachments:
        message.add_attachment(
            attachment.data,
            maintype="text",
            subtype="calendar",
            filename=attachment.name,
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    return message


def _address(name: str, email: str) -> Address:
    """A domain with Danish letters is written as mail servers know it."""
    local, _, domain = email.rpartition("@")
    return Address(" ".join(name.split()), local, domain.encode("idna").decode())

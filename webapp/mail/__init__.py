"""Mails: their words, how they are written as messages, and how they are carried away. Nothing here needs a request."""

"""Who is asking: the session of the web app."""

from django.utils.translation import gettext_lazy as _
from rest_framework import authentication, exceptions
from rest_framework.request import Request


class CsrfFailed(exceptions.PermissionDenied):
    """A write with a session cookie did not carry the token of our own page."""

    default_code = "csrf_failed"
    default_detail = _("The X-CSRFToken header does not match the csrftoken cookie. Reload the page.")


class SessionAuthentication(authentication.SessionAuthentication):
    """Django's session; names its scheme, so that who is not signed in gets 401 and not 403."""

    def authenticate_header(self, request: Request) -> str:
        """What `WWW-Authenticate` says."""
        return 'Session realm="tidu"'

    def enforce_csrf(self, request: Request) -> None:
        """Refuse a request that does not carry the CSRF token.

        :raises CsrfFailed: the token is missing or another one.
        """
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as failed:
            raise CsrfFailed from failed

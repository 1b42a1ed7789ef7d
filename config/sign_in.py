"""The few of allauth's addresses that are used here: the others need mail, telephones or self-registration."""

from allauth.headless.account.views import ChangePasswordView, LoginView, SessionView
from allauth.headless.constants import Client
from django.urls import path

urlpatterns = [
    path("browser/v1/auth/session", SessionView.as_api_view(client=Client.BROWSER)),
    path("browser/v1/auth/login", LoginView.as_api_view(client=Client.BROWSER)),
    path("browser/v1/account/password/change", ChangePasswordView.as_api_view(client=Client.BROWSER)),
]

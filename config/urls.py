"""Every address Tidu answers to."""

from django.urls import include, path, re_path

from config.health import live, ready
from config.spa import web_app

handler400 = "api.errors.bad_request"
handler404 = "api.errors.page_not_found"
handler500 = "api.errors.server_error"

urlpatterns = [
    path("api/", include("api.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("health/live", live),
    path("health/ready", ready),
    # What has a machine's address and was not found above is 404 there, never a page.
    re_path(r"^(?!api/|_allauth/|health/|assets/|static/).*$", web_app, name="web_app"),
]

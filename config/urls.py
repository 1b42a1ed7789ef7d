"""Every address Tidu answers to, but for `/health/`, which `config.health` answers before."""

from django.urls import include, path, re_path

from config.spa import web_app

handler400 = "api.errors.bad_request"
handler404 = "api.errors.page_not_found"
handler500 = "config.outage.server_error"

urlpatterns = [
    path("api/", include("api.urls")),
    path("_allauth/", include("config.sign_in")),
    # What has a machine's address and was not found above is 404 there, never a page.
    re_path(r"^(?!api/|_allauth/|health/|assets/|static/).*$", web_app, name="web_app"),
]

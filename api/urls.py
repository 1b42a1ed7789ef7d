"""Everything under /api/; an address that no view has is a problem too, not a page."""

from django.urls import include, path, re_path

from api.errors import unknown_address

urlpatterns = [
    path("v1/", include("api.v1.urls")),
    re_path(r"", unknown_address),
]

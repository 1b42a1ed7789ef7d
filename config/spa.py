"""The page that carries the web app: one document for every address that is not the API's."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>Tidu</title>"
    "<p>前端尚未构建，请运行 ./tidu up。<p>The web app is not built yet: run ./tidu up."
)


@require_safe
@never_cache
@ensure_csrf_cookie
def web_app(request: HttpRequest) -> HttpResponse:
    """The built `index.html`, which then shows the page that the address names."""
    try:
        return HttpResponse((settings.FRONTEND_DIST / "index.html").read_bytes())
    except FileNotFoundError:
        return HttpResponse(NOT_BUILT, status=503)

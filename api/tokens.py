"""Who calls. Reading needs no token, and none has been issued yet: one that is sent is unknown."""

from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed


class TokenAuthentication(BaseAuthentication):
    """Refuses an Authorization header instead of ignoring it: the caller believes that he is somebody."""

    def authenticate(self, request: Any) -> None:
        if "HTTP_AUTHORIZATION" in request.META:
            raise AuthenticationFailed("The token in the Authorization header is unknown. Reading needs none.")

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="relations"'

"""What is counted, for whoever watches over the service: GET /metrics."""

from hmac import compare_digest

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from search_api.dependencies import MetricsDependency, services
from search_api.metrics import CONTENT_TYPE

router = APIRouter(include_in_schema=False)

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="metrics"'}


@router.get("/metrics")
def metrics(request: Request, counted: MetricsDependency) -> Response:
    """Return the counts of this process to whoever sends the token."""
    token = services(request).settings.metrics_token.get_secret_value()
    if not token:
        raise HTTPException(404, "Metrics are off. KUUTOSHAKU_METRICS_TOKEN turns them on.")
    scheme, _, sent = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not compare_digest(sent.strip().encode(), token.encode()):
        raise HTTPException(401, "Send the metrics token as a bearer token.", CHALLENGE)
    return Response(counted.text(), media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})

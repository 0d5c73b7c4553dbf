class Problem(Exception):
    """An error of the API (RFC 9457): `code` is stable, `fields` says what was refused."""

    def __init__(self, status: int, body: Dict[str, Any], retry_after: Optional[float]) -> None:
        self.status = status
        self.code = str(body.get("code", "unknown"))
        self.title = str(body.get("title", ""))
        self.detail = str(body.get("detail", ""))
        self.instance = str(body.get("instance", ""))
        self.params: Dict[str, Any] = body.get("params") or {}
        self.fields: List[Dict[str, str]] = body.get("fields") or []
        self.retry_after = retry_after
        super().__init__(f"{status} {self.code}: {self.detail}")


def verify_webhook(
    secret: str, headers: Mapping[str, str], body: bytes, tolerance_seconds: int = 300
) -> Dict[str, Any]:
    """Proves that a webhook is genuine and gives its content. Raises ValueError otherwise.

    `body` is what arrived, byte for byte; remember `webhook-id` to tell a repetition.
    """
    found = {name.lower(): value for name, value in headers.items()}
    message_id = found.get("webhook-id", "")
    sent_at = found.get("webhook-timestamp", "")
    if not sent_at.isdigit() or abs(time.time() - int(sent_at)) > tolerance_seconds:
        raise ValueError("The webhook is too old, or from the future")
    key = base64.b64decode(secret[len("whsec_") :] if secret.startswith("whsec_") else secret)
    content = f"{message_id}.{sent_at}.".encode() + body
    wanted = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    for part in found.get("webhook-signature", "").split():
        version, _, signature = part.partition(",")
        if version == "v1" and hmac.compare_digest(signature, wanted):
            return json.loads(body)
    raise ValueError("The webhook's signature is not right")


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A key must not travel to another address."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class _Transport:
    """Sends requests. What may be tried again is, under the same idempotency key."""

    def __init__(self, base_url: str, key: str, timeout: float = 30.0, attempts: int = 4) -> None:
        self._base_url = base_url.rstrip("/") + "/v1"
        self._key = key
        self._timeout = timeout
        self._attempts = attempts
        self._opener = urllib.request.build_opener(_NoRedirects)

    def _call(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any],
        body: Optional[Mapping[str, Any]] = None,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        if method == "POST" and idempotency_key is None:
            idempotency_key = str(uuid.uuid4())
        for attempt in range(1, self._attempts + 1):
            try:
                return self._send(method, path, query, body, idempotency_key)
            except Problem as problem:
                is_passing = problem.status in (429, 502, 503, 504) or (
                    problem.code == "idempotency.under_way"
                )
                if not is_passing or attempt == self._attempts:
                    raise
                wait = problem.retry_after
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                # Nobody knows whether it arrived: only what has its effect once is sent again.
                if (method != "GET" and idempotency_key is None) or attempt == self._attempts:
                    raise
                wait = None
            time.sleep(wait if wait is not None else random.uniform(0.2, 0.5) * 2**attempt)
        raise AssertionError("unreachable")

    def _send(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any],
        body: Optional[Mapping[str, Any]],
        idempotency_key: Optional[str],
    ) -> Any:
        given = {name: value for name, value in query.items() if value is not None}
        url = self._base_url + path
        if given:
            url += "?" + urllib.parse.urlencode(given, doseq=True)
        headers = {"authorization": f"Bearer {self._key}", "accept": "application/json"}
        data = None
        if body is not None:
            sent = {name: value for name, value in body.items() if value is not None}
            data = json.dumps(sent).encode()
            headers["content-type"] = "application/json"
        if idempotency_key is not None:
            headers["idempotency-key"] = f'"{idempotency_key}"'
        request = urllib.request.Request(url, data=data, headers=headers, method=method)
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                text = response.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            text = error.read()
            after = error.headers.get("retry-after", "")
            is_json = "json" in error.headers.get("content-type", "")
            content = json.loads(text) if is_json and text else {}
            raise Problem(error.code, content, float(after) if after.isdigit() else None) from None


def _segment(value: str) -> str:
    return urllib.parse.quote(str(value), safe="")


def pages(method: Callable[..., Any], **parameters: Any) -> Iterator[Any]:
    """Every item of a list, page after page: `pages(client.webhooks_list, limit=100)`."""
    page = 1
    while True:
        answer = method(page=page, **parameters)
        yield from answer["items"]
        if page >= answer["totalPages"]:
            return
        page += 1

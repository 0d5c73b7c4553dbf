"""Client of the Freehold API for machines.

Made from docs/openapi.json by `npm run -s python-client`; change that, not this. Python 3.9 or
newer, nothing but the standard library.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from typing import (
    Any,
    Callable,
    Dict,
    Iterator,
    List,
    Literal,
    Mapping,
    Optional,
    TypedDict,
    Union,
)


class CreditEntry(TypedDict):
    id: str
    kind: Literal["GRANT", "USE", "REFUND", "TRANSFER_IN", "TRANSFER_OUT", "ADJUSTMENT"]
    amount: int
    balanceAfter: int
    reason: str
    counterpartyName: Optional[str]
    createdAt: str


class CreditEntryPage(TypedDict):
    items: List[CreditEntry]
    page: int
    limit: int
    total: int
    totalPages: int


class Credits(TypedDict):
    organizationId: str
    scanCredits: int


class Member(TypedDict):
    userId: str
    firstName: str
    lastName: str
    email: str
    role: Literal["OWNER", "ADMIN", "MEMBER"]
    addedAt: str
    isSelf: bool


class MemberPage(TypedDict):
    items: List[Member]
    page: int
    limit: int
    total: int
    totalPages: int


class Organization(TypedDict):
    id: str
    name: str
    slug: str
    tier: Literal["FREE", "PREMIUM", "ENTERPRISE"]
    scanCredits: int
    totalScans: str
    apiCallsUsed: str
    memberCount: int
    plan: Literal["FREE", "PREMIUM_MONTHLY", "PREMIUM_ANNUAL", "ENTERPRISE"]
    subscriptionStatus: Literal["ACTIVE", "EXPIRED", "CANCELLED", "SUSPENDED"]
    createdAt: str
    deletedAt: Optional[str]
    subscription: Subscription
    version: int
    owner: Optional[Dict[str, Any]]
    ownRole: Optional[Literal["OWNER", "ADMIN", "MEMBER"]]
    canManage: bool
    canOwn: bool


class Person(TypedDict):
    id: str
    username: Optional[str]
    firstName: str
    lastName: str
    avatar: Optional[str]
    countryCode: Optional[str]
    createdAt: str


class ReplayedWebhooks(TypedDict):
    replayed: int
    hasMore: bool


class Subscription(TypedDict):
    plan: Literal["FREE", "PREMIUM_MONTHLY", "PREMIUM_ANNUAL", "ENTERPRISE"]
    status: Literal["ACTIVE", "EXPIRED", "CANCELLED", "SUSPENDED"]
    expiresAt: Optional[str]
    autoRenew: bool
    renewedAt: Optional[str]
    cancelledAt: Optional[str]
    version: int


Transfer = TypedDict(
    "Transfer",
    {
        "id": "str",
        "requestId": "Optional[str]",
        "kind": "Literal['TRANSFER', 'BUSINESS', 'GENESIS', 'TAX', 'LOAN', 'REVERSAL']",
        "status": "Literal['PENDING', 'AWAITING_APPROVAL', 'CONFIRMED', 'REJECTED', 'FAILED', 'REVERSED']",
        "from": "Dict[str, Any]",
        "to": "Dict[str, Any]",
        "amount": "str",
        "fee": "str",
        "currencyCode": "str",
        "reference": "Optional[str]",
        "reasons": "List[str]",
        "createdAt": "str",
        "settledAt": "Optional[str]",
    },
    total=True,
)


class TransferBatchResult(TypedDict):
    batchId: str
    results: List[TransferResult]


class TransferResult(TypedDict):
    requestId: str
    outcome: Literal["ACCEPTED", "HELD", "REJECTED", "CONFLICT", "REFUSED"]
    transferId: Optional[str]
    status: Optional[Literal["PENDING", "AWAITING_APPROVAL", "CONFIRMED", "REJECTED", "FAILED", "REVERSED"]]
    isNew: bool
    reasons: List[str]
    amount: str
    fee: str


class TransferStretch(TypedDict):
    items: List[Transfer]
    nextCursor: Optional[str]


class Usage(TypedDict):
    totalCalls: str
    totalErrors: str
    points: List[Dict[str, Any]]
    byKey: List[Dict[str, Any]]


class Wallet(TypedDict):
    id: str
    kind: Literal["PERSONAL", "ORGANIZATION", "TREASURY", "FEES", "TAX", "CLEARING", "LOAN_POOL"]
    name: str
    balance: str
    heldBalance: str
    currencyCode: str
    isFrozen: bool
    createdAt: str
    availableBalance: str
    organization: Optional[Dict[str, Any]]
    businessAccountId: Optional[str]
    lastMovedAt: Optional[str]


class WebhookDelivery(TypedDict):
    id: str
    endpointId: str
    endpointUrl: str
    eventId: str
    eventType: Literal["user.registered", "user.statusChanged", "user.deleted", "organization.created", "organization.memberAdded", "organization.memberRemoved", "organization.creditsChanged", "apiKey.created", "apiKey.revoked", "subscription.changed", "transfer.awaitingApproval", "transfer.confirmed", "transfer.received", "transfer.failed", "transfer.rejected", "webhook.tested"]
    replayNumber: int
    status: Literal["PENDING", "LOCKED", "DELIVERED", "DEAD", "CANCELLED"]
    attempts: int
    responseStatus: Optional[int]
    error: Optional[str]
    createdAt: str
    availableAt: str
    deliveredAt: Optional[str]


class WebhookDeliveryDetail(TypedDict):
    id: str
    endpointId: str
    endpointUrl: str
    eventId: str
    eventType: Literal["user.registered", "user.statusChanged", "user.deleted", "organization.created", "organization.memberAdded", "organization.memberRemoved", "organization.creditsChanged", "apiKey.created", "apiKey.revoked", "subscription.changed", "transfer.awaitingApproval", "transfer.confirmed", "transfer.received", "transfer.failed", "transfer.rejected", "webhook.tested"]
    replayNumber: int
    status: Literal["PENDING", "LOCKED", "DELIVERED", "DEAD", "CANCELLED"]
    attempts: int
    responseStatus: Optional[int]
    error: Optional[str]
    createdAt: str
    availableAt: str
    deliveredAt: Optional[str]
    payload: str
    attemptLog: List[Dict[str, Any]]


class WebhookDeliveryPage(TypedDict):
    items: List[WebhookDelivery]
    page: int
    limit: int
    total: int
    totalPages: int


class WebhookEndpoint(TypedDict):
    id: str
    organizationId: Optional[str]
    organizationName: Optional[str]
    url: str
    description: str
    eventTypes: List[Literal["user.registered", "user.statusChanged", "user.deleted", "organization.created", "organization.memberAdded", "organization.memberRemoved", "organization.creditsChanged", "apiKey.created", "apiKey.revoked", "subscription.changed", "transfer.awaitingApproval", "transfer.confirmed", "transfer.received", "transfer.failed", "transfer.rejected", "webhook.tested"]]
    isEnabled: bool
    disabledReason: Optional[str]
    failingSince: Optional[str]
    lastDeliveredAt: Optional[str]
    previousSecretExpiresAt: Optional[str]
    createdAt: str
    version: int


class WebhookEndpointPage(TypedDict):
    items: List[WebhookEndpoint]
    page: int
    limit: int
    total: int
    totalPages: int


class WebhookSecret(TypedDict):
    endpoint: WebhookEndpoint
    secret: str


Wallets = List[Wallet]


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

class Freehold(_Transport):
    """Everything a key may do; each method names the scope it needs."""

    def organizations_transfer_credits(
        self,
        *,
        to_slug: str,
        amount: int,
        reason: str,
        idempotency_key: Optional[str] = None,
    ) -> Credits:
        """Moves credits to another organization.

        POST /v1/credit-transfers, scope credit.transfer.
        """
        return self._call(
            "POST",
            "/credit-transfers",
            {},
            body={"toSlug": to_slug, "amount": amount, "reason": reason},
            idempotency_key=idempotency_key,
        )

    def organizations_list_credits(
        self,
        *,
        page: Optional[int] = None,
        limit: Optional[int] = None,
    ) -> CreditEntryPage:
        """Credit entries, the newest first; its balance is the organization’s.

        GET /v1/credits, scope credit.read.
        """
        return self._call(
            "GET",
            "/credits",
            {"page": page, "limit": limit},
        )

    def organizations_list_members(
        self,
        *,
        page: Optional[int] = None,
        limit: Optional[int] = None,
        search: Optional[str] = None,
    ) -> MemberPage:
        """Members of the organization, the owner first.

        GET /v1/members, scope member.read.
        """
        return self._call(
            "GET",
            "/members",
            {"page": page, "limit": limit, "search": search},
        )

    def organizations_get(
        self,
    ) -> Organization:
        """The organization that the key belongs to.

        GET /v1/organization, scope organization.read.
        """
        return self._call(
            "GET",
            "/organization",
            {},
        )

    def people_get_public(
        self,
        *,
        user_id: str,
    ) -> Person:
        """What anybody may know of an active person.

        GET /v1/people/{userId}, scope user.read.
        """
        return self._call(
            "GET",
            f"/people/{_segment(user_id)}",
            {},
        )

    def money_list_transfers(
        self,
        *,
        wallet_id: Optional[str] = None,
        status: Optional[Literal["PENDING", "AWAITING_APPROVAL", "CONFIRMED", "REJECTED", "FAILED", "REVERSED"]] = None,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> TransferStretch:
        """Transfers from and to wallets of the organization, the newest first.

        GET /v1/transfers, scope transfer.read.
        """
        return self._call(
            "GET",
            "/transfers",
            {"walletId": wallet_id, "status": status, "cursor": cursor, "limit": limit},
        )

    def money_send(
        self,
        *,
        request_id: str,
        from_wallet_id: str,
        to_wallet_id: str,
        amount: str,
        reference: Optional[str] = None,
        fee: Optional[str] = None,
        idempotency_key: Optional[str] = None,
    ) -> TransferResult:
        """Sends money from a wallet of the organization; the same requestId again moves nothing more.

        POST /v1/transfers, scope transfer.create.
        """
        return self._call(
            "POST",
            "/transfers",
            {},
            body={"requestId": request_id, "fromWalletId": from_wallet_id, "toWalletId": to_wallet_id, "amount": amount, "reference": reference, "fee": fee},
            idempotency_key=idempotency_key,
        )

    def money_send_many(
        self,
        *,
        transfers: List[Dict[str, Any]],
        idempotency_key: Optional[str] = None,
    ) -> TransferBatchResult:
        """Sends up to 1,000 transfers, each on its own; a result for each, in order.

        POST /v1/transfers/batch, scope transfer.create.
        """
        return self._call(
            "POST",
            "/transfers/batch",
            {},
            body={"transfers": transfers},
            idempotency_key=idempotency_key,
        )

    def money_get_transfer(
        self,
        *,
        transfer_id: str,
    ) -> Transfer:
        """One transfer from or to a wallet of the organization.

        GET /v1/transfers/{transferId}, scope transfer.read.
        """
        return self._call(
            "GET",
            f"/transfers/{_segment(transfer_id)}",
            {},
        )

    def organizations_get_usage(
        self,
        *,
        from_: str,
        to_: str,
        api_key_id: Optional[str] = None,
        bucket: Optional[Literal["HOUR", "DAY"]] = None,
    ) -> Usage:
        """Calls of the organization’s keys by hour or day, UTC.

        GET /v1/usage, scope usage.read.
        """
        return self._call(
            "GET",
            "/usage",
            {"from": from_, "to": to_, "apiKeyId": api_key_id, "bucket": bucket},
        )

    def money_list_organization_wallets(
        self,
    ) -> Wallets:
        """Wallets of the organization with what may be sent from them.

        GET /v1/wallets, scope wallet.read.
        """
        return self._call(
            "GET",
            "/wallets",
            {},
        )

    def webhooks_list_deliveries(
        self,
        *,
        page: Optional[int] = None,
        limit: Optional[int] = None,
        endpoint_id: Optional[str] = None,
        status: Optional[List[Literal["PENDING", "LOCKED", "DELIVERED", "DEAD", "CANCELLED"]]] = None,
        event_type: Optional[Literal["user.registered", "user.statusChanged", "user.deleted", "organization.created", "organization.memberAdded", "organization.memberRemoved", "organization.creditsChanged", "apiKey.created", "apiKey.revoked", "subscription.changed", "transfer.awaitingApproval", "transfer.confirmed", "transfer.received", "transfer.failed", "transfer.rejected", "webhook.tested"]] = None,
    ) -> WebhookDeliveryPage:
        """Deliveries of the last 30 days, the newest first.

        GET /v1/webhook-deliveries, scope webhook.read.
        """
        return self._call(
            "GET",
            "/webhook-deliveries",
            {"page": page, "limit": limit, "endpointId": endpoint_id, "status": status, "eventType": event_type},
        )

    def webhooks_get_delivery(
        self,
        *,
        delivery_id: str,
    ) -> WebhookDeliveryDetail:
        """One delivery with what was sent and what came back.

        GET /v1/webhook-deliveries/{deliveryId}, scope webhook.read.
        """
        return self._call(
            "GET",
            f"/webhook-deliveries/{_segment(delivery_id)}",
            {},
        )

    def webhooks_replay(
        self,
        *,
        delivery_id: str,
        idempotency_key: Optional[str] = None,
    ) -> WebhookDelivery:
        """Sends the event of a delivery once more.

        POST /v1/webhook-deliveries/{deliveryId}/replays, scope webhook.manage.
        """
        return self._call(
            "POST",
            f"/webhook-deliveries/{_segment(delivery_id)}/replays",
            {},
            idempotency_key=idempotency_key,
        )

    def webhooks_list(
        self,
        *,
        page: Optional[int] = None,
        limit: Optional[int] = None,
    ) -> WebhookEndpointPage:
        """Webhook endpoints, the newest first.

        GET /v1/webhook-endpoints, scope webhook.read.
        """
        return self._call(
            "GET",
            "/webhook-endpoints",
            {"page": page, "limit": limit},
        )

    def webhooks_create(
        self,
        *,
        url: str,
        event_types: List[Literal["user.registered", "user.statusChanged", "user.deleted", "organization.created", "organization.memberAdded", "organization.memberRemoved", "organization.creditsChanged", "apiKey.created", "apiKey.revoked", "subscription.changed", "transfer.awaitingApproval", "transfer.confirmed", "transfer.received", "transfer.failed", "transfer.rejected", "webhook.tested"]],
        description: Optional[str] = None,
        idempotency_key: Optional[str] = None,
    ) -> WebhookSecret:
        """Adds a webhook endpoint; its secret is shown this once.

        POST /v1/webhook-endpoints, scope webhook.manage.
        """
        return self._call(
            "POST",
            "/webhook-endpoints",
            {},
            body={"url": url, "eventTypes": event_types, "description": description},
            idempotency_key=idempotency_key,
        )

    def webhooks_get(
        self,
        *,
        endpoint_id: str,
    ) -> WebhookEndpoint:
        """One webhook endpoint.

        GET /v1/webhook-endpoints/{endpointId}, scope webhook.read.
        """
        return self._call(
            "GET",
            f"/webhook-endpoints/{_segment(endpoint_id)}",
            {},
        )

    def webhooks_update(
        self,
        *,
        endpoint_id: str,
        version: int,
        url: str,
        description: str,
        event_types: List[Literal["user.registered", "user.statusChanged", "user.deleted", "organization.created", "organization.memberAdded", "organization.memberRemoved", "organization.creditsChanged", "apiKey.created", "apiKey.revoked", "subscription.changed", "transfer.awaitingApproval", "transfer.confirmed", "transfer.received", "transfer.failed", "transfer.rejected", "webhook.tested"]],
        is_enabled: bool,
        idempotency_key: Optional[str] = None,
    ) -> WebhookEndpoint:
        """Changes a webhook endpoint, switches it on or off.

        PUT /v1/webhook-endpoints/{endpointId}, scope webhook.manage.
        """
        return self._call(
            "PUT",
            f"/webhook-endpoints/{_segment(endpoint_id)}",
            {},
            body={"version": version, "url": url, "description": description, "eventTypes": event_types, "isEnabled": is_enabled},
            idempotency_key=idempotency_key,
        )

    def webhooks_remove(
        self,
        *,
        endpoint_id: str,
        version: int,
        reason: str,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """Removes a webhook endpoint with its deliveries.

        DELETE /v1/webhook-endpoints/{endpointId}, scope webhook.manage.
        """
        return self._call(
            "DELETE",
            f"/webhook-endpoints/{_segment(endpoint_id)}",
            {"version": version, "reason": reason},
            idempotency_key=idempotency_key,
        )

    def webhooks_replay_missed(
        self,
        *,
        endpoint_id: str,
        from_: str,
        to_: str,
        idempotency_key: Optional[str] = None,
    ) -> ReplayedWebhooks:
        """Sends again what an endpoint missed between two moments, up to 500 events.

        POST /v1/webhook-endpoints/{endpointId}/replays, scope webhook.manage.
        """
        return self._call(
            "POST",
            f"/webhook-endpoints/{_segment(endpoint_id)}/replays",
            {},
            body={"from": from_, "to": to_},
            idempotency_key=idempotency_key,
        )

    def webhooks_rotate_secret(
        self,
        *,
        endpoint_id: str,
        version: int,
        overlap_hours: Optional[int] = None,
        idempotency_key: Optional[str] = None,
    ) -> WebhookSecret:
        """Gives an endpoint a new secret, shown this once; the old one signs as well for a while.

        POST /v1/webhook-endpoints/{endpointId}/secret-rotations, scope webhook.manage.
        """
        return self._call(
            "POST",
            f"/webhook-endpoints/{_segment(endpoint_id)}/secret-rotations",
            {},
            body={"version": version, "overlapHours": overlap_hours},
            idempotency_key=idempotency_key,
        )

    def webhooks_send_test(
        self,
        *,
        endpoint_id: str,
        idempotency_key: Optional[str] = None,
    ) -> WebhookDelivery:
        """Sends a test event to an endpoint.

        POST /v1/webhook-endpoints/{endpointId}/tests, scope webhook.manage.
        """
        return self._call(
            "POST",
            f"/webhook-endpoints/{_segment(endpoint_id)}/tests",
            {},
            idempotency_key=idempotency_key,
        )


"""What a machine does with Freehold: reads, writes, fails well, and writes once.

    FREEHOLD_URL=http://localhost:4000 FREEHOLD_KEY=fhk_… python3 walkthrough.py
"""

import json
import os
import sys
import uuid

from freehold import Freehold, Problem, pages


def walk(client: Freehold) -> dict:
    organization = client.organizations_get()

    # Creates: the secret is shown this once.
    made = client.webhooks_create(
        url="https://hooks.example.org/freehold",
        event_types=["organization.memberAdded", "webhook.tested"],
        description="Walkthrough",
    )
    endpoint = made["endpoint"]

    # Lists, page after page.
    urls = [item["url"] for item in pages(client.webhooks_list, limit=1)]

    # Fails well: a stale version is refused and says so.
    try:
        client.webhooks_rotate_secret(endpoint_id=endpoint["id"], version=endpoint["version"] + 7)
        refused = None
    except Problem as problem:
        refused = {"status": problem.status, "code": problem.code}

    # Says which field is wrong.
    try:
        client.webhooks_create(url="no address", event_types=["webhook.tested"])
        field = None
    except Problem as problem:
        field = problem.fields[0]["path"]

    # Writes once: the same key gives the same answer and has no second effect.
    key = str(uuid.uuid4())
    first = client.webhooks_send_test(endpoint_id=endpoint["id"], idempotency_key=key)
    again = client.webhooks_send_test(endpoint_id=endpoint["id"], idempotency_key=key)
    deliveries = client.webhooks_list_deliveries(
        endpoint_id=endpoint["id"], status=["PENDING", "LOCKED", "DELIVERED"]
    )

    client.webhooks_remove(endpoint_id=endpoint["id"], version=0, reason="The walk is over")
    return {
        "organization": organization["slug"],
        "secretLength": len(made["secret"]),
        "urls": urls,
        "refused": refused,
        "field": field,
        "isSame": first == again,
        "deliveries": deliveries["total"],
        "left": client.webhooks_list()["total"],
    }


if __name__ == "__main__":
    result = walk(Freehold(os.environ["FREEHOLD_URL"], os.environ["FREEHOLD_KEY"]))
    json.dump(result, sys.stdout, indent=2)
    print()

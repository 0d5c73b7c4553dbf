import { randomUUID } from 'node:crypto';
import { ApiScope } from '@freehold/core-contracts/permissions';
import { withTenant } from '@freehold/core-db';
import { newApiKey, toKeyText } from '@freehold/core-services/api-keys/key-text';
import type { ServiceTenant } from '@freehold/core-services/context';
import { sha256 } from '@freehold/core-services/keyring';
import { createTestApi, type TestApi } from '../testing/api.ts';

export interface TestKey {
  readonly text: string;
  readonly id: string;
  readonly organizationId: string;
}

export interface RestCallOptions {
  readonly key?: string | null;
  readonly body?: unknown;
  /** Sent as it is, instead of `body` as JSON. */
  readonly rawBody?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** One of its own for each POST unless said otherwise. */
  readonly idempotencyKey?: string | null;
}

export interface RestResult {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed, where it is JSON. */
  readonly json: Record<string, unknown>;
}

export type TestRest = Awaited<ReturnType<typeof openTestRest>>;

/** The API with one tenant, an organization with a key of every scope, and calls as a machine makes them. */
export async function openTestRest() {
  const api: TestApi = await createTestApi();
  const tenant = await api.makeTenant('rest-net');

  async function makeOrganization(
    of: ServiceTenant = tenant,
    scanCredits = 0,
  ): Promise<{ id: string; slug: string }> {
    const slug = `org-${randomUUID().slice(0, 8)}`;
    return withTenant(of.id, () =>
      api.database.client.organization.create({
        data: { name: `Org ${slug}`, slug, scanCredits },
        select: { id: true, slug: true },
      }),
    );
  }

  async function makeKey(
    organizationId: string,
    options: {
      readonly scopes?: readonly ApiScope[];
      readonly expiresAt?: Date;
      readonly of?: ServiceTenant;
    } = {},
  ): Promise<TestKey> {
    const of = options.of ?? tenant;
    const parts = newApiKey(of.slug);
    const { id } = await withTenant(of.id, () =>
      api.database.client.apiKey.create({
        data: {
          organizationId,
          name: 'Robot',
          prefix: parts.name,
          secretHash: sha256(parts.secret),
          scopes: [...(options.scopes ?? ApiScope.options)],
          createdByName: 'Test',
          expiresAt: options.expiresAt ?? null,
        },
        select: { id: true },
      }),
    );
    return { text: toKeyText(parts), id, organizationId };
  }

  const organization = await makeOrganization(tenant, 100);
  const key = await makeKey(organization.id);

  async function call(
    method: string,
    path: string,
    options: RestCallOptions = {},
  ): Promise<RestResult> {
    const headers = new Headers(options.headers);
    const bearer = options.key === undefined ? key.text : options.key;
    if (bearer !== null) headers.set('authorization', `Bearer ${bearer}`);
    const isPost = method === 'POST' && options.idempotencyKey === undefined;
    const idempotencyKey = isPost ? randomUUID() : (options.idempotencyKey ?? null);
    if (idempotencyKey !== null) headers.set('idempotency-key', idempotencyKey);
    const body =
      options.rawBody ?? (options.body === undefined ? null : JSON.stringify(options.body));
    if (body !== null && !headers.has('content-type')) {
      headers.set('content-type', 'application/json');
    }
    const response = await api.app.request(`/v1${path}`, { method, headers, body });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      // What is no JSON has no fields.
      json: (isJson ? JSON.parse(text) : {}) as Record<string, unknown>,
    };
  }

  return { api, tenant, organization, key, makeOrganization, makeKey, call, close: api.close };
}

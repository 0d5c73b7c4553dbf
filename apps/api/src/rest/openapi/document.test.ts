import { readFile, writeFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { format } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestRest, type RestCallOptions, type TestRest } from '../rest.testing.ts';
import { addTestWallet } from '../wallets.testing.ts';
import { createDocument, type OpenApiDocument, type Operation } from './document.ts';
import { listRestRoutes } from '../rest-routes.ts';

const file = new URL('../../../../../docs/openapi.json', import.meta.url);
let rest: TestRest;
let document: OpenApiDocument;
beforeAll(async () => {
  rest = await openTestRest();
  document = createDocument(listRestRoutes(rest.api.router));
});
afterAll(() => rest.close());

function checker() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'doc', components: document.components });
  return ajv;
}

/** What a schema says against a value, its references looked up in the document. */
function faults(schema: object, value: unknown): unknown {
  const ajv = checker();
  const text = JSON.stringify(schema).replaceAll('"#/components', '"doc#/components');
  const validate = ajv.compile(JSON.parse(text) as object);
  return validate(value) ? null : validate.errors;
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, here]) =>
    Object.entries(here).map(([method, operation]) => ({ path, method, operation })),
  );

type Content = Record<string, { schema: object; example: unknown }>;
const contentOf = (operation: Operation, status: number): Content | undefined =>
  (operation.responses[String(status)] as { content?: Content } | undefined)?.content;

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const copy = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
  const result = await validator.validate(copy);
  expect(format(result.errors ?? '')).toBe('');
  expect(result.valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('the document in docs is the one that is served', async () => {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(file, text);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(text));
  const served = await rest.call('GET', '/openapi.json', { key: null });
  expect(served.json).toEqual(JSON.parse(text));
});

test('every procedure that machines may call is in it, and each word of it leads somewhere', () => {
  const routes = listRestRoutes(rest.api.router);
  expect(operations()).toHaveLength(routes.length);
  const ids = operations().map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const text = JSON.stringify(document);
  expect(text).not.toContain('organizationId"}');
  for (const { operation } of operations()) {
    for (const parameter of operation.parameters) {
      if ('name' in parameter) expect(parameter.name).not.toMatch(/organizationId|idempotencyKey/u);
    }
  }
  for (const [, name] of text.matchAll(/"#\/components\/([^"]+)"/gu)) {
    const [kind, key] = name!.split('/');
    expect(document.components).toHaveProperty([kind!, key!]);
  }
});

test('every example is what its schema describes', () => {
  const contents: Content[] = [
    ...operations().flatMap(({ operation }) => [
      operation.requestBody?.content ?? {},
      ...Object.values(operation.responses).map(
        (answer) => (answer as { content?: Content }).content ?? {},
      ),
    ]),
    ...Object.values(document.components.responses).map(
      (answer) => (answer as { content: Content }).content,
    ),
    ...Object.values(document.webhooks).map(
      (entry) =>
        (entry as { post: { requestBody: { content: Content } } }).post.requestBody.content,
    ),
  ];
  let count = 0;
  for (const content of contents) {
    for (const { schema, example } of Object.values(content)) {
      count += 1;
      expect({ example, faults: faults(schema, example) }).toMatchObject({ faults: null });
    }
  }
  expect(count).toBeGreaterThan(40);
});

describe('each route answers as it is documented', () => {
  /** Calls every documented operation with a request that succeeds; gives the statuses. */
  async function callAll(): Promise<Map<string, number>> {
    const ids: Record<string, string> = {};
    const seen = new Map<string, number>();
    const other = await rest.makeOrganization();
    const user = await rest.api.makeUser(rest.tenant, 'USER', 'ada@people.example');

    async function call(id: string, method: string, path: string, options: RestCallOptions = {}) {
      const entry = operations().find(({ operation }) => operation.operationId === id);
      expect(entry, id).toBeDefined();
      const answer = await rest.call(method, path, options);
      expect({ id, method: entry!.method.toUpperCase() }).toEqual({ id, method });
      const content = contentOf(entry!.operation, answer.status);
      expect({ id, status: answer.status, text: answer.text }).toMatchObject({
        status: Number(Object.keys(entry!.operation.responses)[0]),
      });
      if (content === undefined) expect(answer.text).toBe('');
      else {
        const { schema } = content['application/json']!;
        expect({ id, faults: faults(schema, answer.json) }).toEqual({ id, faults: null });
        expect({ id, extra: undocumented(schema, answer.json) }).toEqual({ id, extra: [] });
      }
      seen.set(id, answer.status);
      return answer.json;
    }

    /** Fields of an answer that its schema does not name. */
    function undocumented(schema: object, value: unknown, path = ''): string[] {
      const known = resolve(schema);
      if (Array.isArray(value)) {
        return value.flatMap((item) => undocumented(known.items ?? {}, item, `${path}[]`));
      }
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([name, field]) => {
        const inner = known.properties?.[name];
        return inner === undefined
          ? [`${path}.${name}`]
          : undocumented(inner, field, `${path}.${name}`);
      });
    }

    function resolve(schema: object): { items?: object; properties?: Record<string, object> } {
      if ('$ref' in schema) {
        const name = String(schema.$ref).split('/').at(-1)!;
        return resolve(document.components.schemas[name] as object);
      }
      if ('anyOf' in schema) {
        const first = (schema.anyOf as object[])[0];
        return first === undefined ? {} : resolve(first);
      }
      return schema;
    }

    await call('organizationsGet', 'GET', '/organization');
    await call('organizationsListMembers', 'GET', '/members?limit=5');
    await call(
      'organizationsGetUsage',
      'GET',
      '/usage?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
    );
    await call('organizationsTransferCredits', 'POST', '/credit-transfers', {
      body: { toSlug: other.slug, amount: 1, reason: 'because of a test' },
    });
    await call('organizationsListCredits', 'GET', '/credits');
    const fromWalletId = await addTestWallet(rest, '100');
    const toWalletId = await addTestWallet(rest, '0', other.id);
    const transfer = { requestId: 'order-1042', fromWalletId, toWalletId, amount: '1' };
    const sent = await call('moneySend', 'POST', '/transfers', { body: transfer });
    await call('moneySendMany', 'POST', '/transfers/batch', { body: { transfers: [transfer] } });
    await call('moneyListTransfers', 'GET', '/transfers?limit=5');
    await call('moneyGetTransfer', 'GET', `/transfers/${String(sent['transferId'])}`);
    await call('moneyListOrganizationWallets', 'GET', '/wallets');
    const has = (id: string) => operations().some(({ operation }) => operation.operationId === id);
    if (has('peopleGetPublic')) await call('peopleGetPublic', 'GET', `/people/${user.id}`);

    const made = await call('webhooksCreate', 'POST', '/webhook-endpoints', {
      body: { url: 'https://hooks.example/', eventTypes: ['webhook.tested'] },
    });
    ids['endpoint'] = (made as { endpoint: { id: string } }).endpoint.id;
    const at = `/webhook-endpoints/${ids['endpoint']}`;
    await call('webhooksList', 'GET', '/webhook-endpoints');
    await call('webhooksGet', 'GET', at);
    await call('webhooksUpdate', 'PUT', at, {
      body: {
        version: 0,
        url: 'https://hooks.example/b',
        description: 'Second',
        eventTypes: ['webhook.tested'],
        isEnabled: true,
      },
    });
    await call('webhooksRotateSecret', 'POST', `${at}/secret-rotations`, { body: { version: 1 } });
    const tested = await call('webhooksSendTest', 'POST', `${at}/tests`);
    await call('webhooksListDeliveries', 'GET', '/webhook-deliveries?status=PENDING&page=1');
    await call('webhooksGetDelivery', 'GET', `/webhook-deliveries/${String(tested['id'])}`);
    await call('webhooksReplay', 'POST', `/webhook-deliveries/${String(tested['id'])}/replays`);
    await call('webhooksReplayMissed', 'POST', `${at}/replays`, {
      body: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
    });
    await call('webhooksRemove', 'DELETE', `${at}?version=2&reason=because`);
    return seen;
  }

  test('when it succeeds', async () => {
    const seen = await callAll();
    expect([...seen.keys()].toSorted()).toEqual(
      operations()
        .map(({ operation }) => operation.operationId)
        .toSorted(),
    );
  });

  test('when it refuses', async () => {
    const problem = document.components.schemas['Problem'] as object;
    for (const { method, path, operation } of operations()) {
      const target = path.replaceAll(/\{\w+\}/gu, 'nothing');
      for (const key of [null, rest.key.text]) {
        const options = { key, ...(method === 'get' ? {} : { rawBody: '[' }) };
        const answer = await rest.call(method.toUpperCase(), target, options);
        if (answer.status < 400) continue;
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        expect(faults(problem, answer.json)).toBeNull();
        expect(operation.responses).toHaveProperty(String(answer.status));
      }
    }
  });
});

describe('the readable page', () => {
  test('has every operation, loads nothing and may load nothing', async () => {
    const page = await rest.call('GET', '/docs', { key: null });
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; /u);
    expect(page.text).not.toMatch(
      /<script|<link|<img|https?:\/\/(?!example|hooks\.example)|style="|\son\w+="/u,
    );
    for (const { operation } of operations()) {
      expect(page.text).toContain(`id="${operation.operationId}"`);
    }
    const targets = [...page.text.matchAll(/href="#([^"]+)"/gu)].map(([, target]) => target!);
    expect(targets.length).toBeGreaterThan(10);
    for (const target of targets) expect(page.text).toContain(`id="${target}"`);
    for (const kind of ['invalid', 'not-found', 'precondition-failed']) {
      expect(page.text).toContain(`id="problem-${kind}"`);
    }
  });

  test('leaves the other pages as strict as they were', async () => {
    const answer = await rest.call('GET', '/organization');
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
  });
});

import { execFile, spawnSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serve, type ServerType } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestRest, type TestRest } from './rest.testing.ts';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../../../../examples/python');
const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) {
  process.stderr.write('NOT TESTED: python3 is not installed, so the Python client was not run.\n');
}

let rest: TestRest;
let server: ServerType;
let url: string;
beforeAll(async () => {
  rest = await openTestRest();
  server = serve({ fetch: rest.api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => void server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => void server.close(resolve));
  await rest.close();
});

async function python(code: readonly string[], key: string): Promise<unknown> {
  const env = {
    ...process.env,
    FREEHOLD_URL: url,
    FREEHOLD_KEY: key,
    PYTHONPATH: folder,
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const { stdout } = await run('python3', [...code], { cwd: folder, env });
  return JSON.parse(stdout);
}

test.skipIf(!hasPython)(
  'the Python client creates, lists, fails well and writes once',
  async () => {
    expect(await python(['walkthrough.py'], rest.key.text)).toEqual({
      organization: rest.organization.slug,
      secretLength: 'whsec_'.length + 44,
      urls: ['https://hooks.example.org/freehold'],
      refused: { status: 412, code: 'version.stale' },
      field: 'url',
      isSame: true,
      deliveries: 1,
      left: 0,
    });
  },
);

test.skipIf(!hasPython)(
  'the Python client says why a key is refused, and waits as long as it is told',
  async () => {
    const script = `
import json, time, freehold
waits = []
time.sleep = waits.append
client = freehold.Freehold(${JSON.stringify(url)}, "fhk_wrong")
codes = set()
for _ in range(101):
    try:
        client.organizations_get()
    except freehold.Problem as problem:
        codes.add(f"{problem.status} {problem.code}")
print(json.dumps({"codes": sorted(codes), "waits": len(waits), "longest": max(waits)}))`;
    const result = await python(['-c', script], '');
    expect(result).toMatchObject({ codes: ['401 apiKey.invalid', '429 rate.limited'], waits: 3 });
    const { longest } = result as { longest: number };
    expect(longest).toBeGreaterThan(30);
    expect(longest).toBeLessThanOrEqual(60);
  },
);

test.skipIf(!hasPython)('the Python client takes a genuine webhook and no other', async () => {
  const script = `
import base64, hashlib, hmac, json, time, freehold
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
body = b'{"type": "webhook.tested"}'
def sign(at, key=secret):
    digest = hmac.new(base64.b64decode(key[6:]), f"m1.{at}.".encode() + body, hashlib.sha256).digest()
    return {"Webhook-Id": "m1", "Webhook-Timestamp": str(at), "Webhook-Signature": "v1,AAAA v1," + base64.b64encode(digest).decode()}
def taken(headers, content=body):
    try:
        return freehold.verify_webhook(secret, headers, content)["type"]
    except ValueError:
        return None
now = int(time.time())
print(json.dumps([taken(sign(now)), taken(sign(now - 301)), taken(sign(now + 301)), taken(sign(now), body + b" "), taken({}), taken(sign(now, "whsec_" + "A" * 32))]))`;
  expect(await python(['-c', script], '')).toEqual([
    'webhook.tested',
    null,
    null,
    null,
    null,
    null,
  ]);
});

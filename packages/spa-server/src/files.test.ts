import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBuild, sendRaw, startSpa } from './fixture.testing.ts';
import { serveSpa } from './index.ts';
import { createLogger } from '@freehold/core-observability';

let spa: Awaited<ReturnType<typeof startSpa>>;
beforeAll(async () => {
  spa = await startSpa({ trustedProxies: ['127.0.0.1'], styleHashes: ['sha256-abc='] });
});
afterAll(() => spa.remove());

describe('files', () => {
  test('hashed assets are typed, compressed and kept for ever', async () => {
    const answer = await fetch(`${spa.url}/assets/index-Ab3dEf9_.js`, {
      headers: { 'accept-encoding': 'gzip, deflate, br' },
    });
    expect(answer.headers.get('content-type')).toContain('text/javascript');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(await answer.text()).toBe('console.log(1);'.repeat(200));
    const gzipped = await fetch(`${spa.url}/assets/index-Ab3dEf9_.js`, {
      headers: { 'accept-encoding': 'br;q=0, gzip' },
    });
    expect(gzipped.headers.get('content-encoding')).toBe('gzip');
    expect(await gzipped.text()).toBe('console.log(1);'.repeat(200));
  });

  test('an unchanged file answers 304', async () => {
    const first = await fetch(`${spa.url}/favicon.svg`);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const etag = first.headers.get('etag') ?? '';
    const second = await fetch(`${spa.url}/favicon.svg`, { headers: { 'if-none-match': etag } });
    expect(second.status).toBe(304);
  });

  test('a path of the application answers the page, a missing file and a source map do not', async () => {
    const page = await fetch(`${spa.url}/approvals/0192?tab=file`);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(`${spa.url}/assets/gone-Ab3dEf9_.js`)).status).toBe(404);
    expect((await fetch(`${spa.url}/assets/index-Ab3dEf9_.js.map`)).status).toBe(404);
    expect((await fetch(`${spa.url}/index.html`)).status).toBe(404);
  });

  test('other methods are refused', async () => {
    expect((await fetch(spa.url, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  test('no way of writing a path leaves the build', async () => {
    for (const path of [
      ...['/../secret.txt', '/assets/../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt'],
      ...[
        '/assets/..%5c..%5csecret.txt',
        '/%252e%252e/secret.txt',
        '//secret.txt',
        '/./../secret.txt',
      ],
      ...[
        '/assets/%2e%2e/%2e%2e/secret.txt',
        '/\\..\\secret.txt',
        '/secret.txt%00.js',
        '/%E0%A4%A',
      ],
      ...['/file:///etc/passwd', '/etc/passwd', 'http://x/../secret.txt', '/....//secret.txt'],
    ]) {
      const answer = await sendRaw(
        spa.port,
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      );
      expect(answer, path).toMatch(/^HTTP\/1\.1 (400|404|200)/);
      expect(answer, path).not.toContain('TOP-SECRET');
      expect(answer, path).not.toContain('root:');
    }
  });

  test('a folder without a build is named plainly', async () => {
    const distDir = `${await makeBuild()}/assets`;
    const logger = createLogger({ service: 'test', level: 'silent' });
    const urls = { apiUrl: 'http://x', registrationUrl: 'http://x' };
    const attempt = serveSpa({ name: 'x', distDir, port: 0, logger, ownsProcess: false, ...urls });
    await expect(attempt).rejects.toThrow(`No build in ${distDir}`);
  });
});

describe('security headers', () => {
  test('the page allows nothing inline but styles with the nonce of this answer', async () => {
    const answer = await fetch(spa.url);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("'sha256-abc='");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(await answer.text()).toContain(`nonce="${nonce}"`);
    const again = (await fetch(spa.url)).headers.get('content-security-policy');
    expect(again).not.toContain(nonce);
  });

  test('every answer carries them, errors included', async () => {
    for (const path of ['/', '/favicon.svg', '/gone.js', '/trpc/x', '/healthz']) {
      const { headers } = await fetch(`${spa.url}${path}`);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
      expect(headers.get('permissions-policy'), path).toContain('camera=()');
      expect(headers.get('x-frame-options'), path).toBe('DENY');
    }
  });

  test('https is demanded for the future only where this answer went over https', async () => {
    expect((await fetch(spa.url)).headers.has('strict-transport-security')).toBe(false);
    const secure = await fetch(spa.url, { headers: { 'x-forwarded-proto': 'https' } });
    expect(secure.headers.get('strict-transport-security')).toContain('max-age=63072000');
  });
});

import { afterEach, expect, it, vi } from 'vitest';
import { download, type DownloadProgress } from './download.ts';
import { toPublicError } from './errors.ts';

afterEach(() => vi.unstubAllGlobals());

const ask = (extra: Partial<Parameters<typeof download>[0]> = {}) =>
  download({
    tenant: 'mainnet',
    file: 'users.csv',
    body: { search: 'ada' },
    signal: new AbortController().signal,
    ...extra,
  });

function answer(make: () => Response) {
  const fetched = vi.fn(async (_path: string, _init: RequestInit) => make());
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

it('a file is read piece by piece, counted, and whole in the end', async () => {
  const fetched = answer(() => {
    const pieces = ['id,name\r', '\n1,Ada\r\n2,', 'Ines\r\n'];
    const stream = new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    });
    return new Response(stream, { headers: { 'content-type': 'text/csv' } });
  });
  const seen: DownloadProgress[] = [];
  const file = await ask({ onProgress: (progress) => seen.push(progress) });
  expect(await file.text()).toBe('id,name\r\n1,Ada\r\n2,Ines\r\n');
  expect(file.type).toBe('text/csv');
  expect(seen.map(({ lines }) => lines)).toEqual([0, 2, 3]);
  const [path, init] = fetched.mock.calls[0]!;
  expect(path).toBe('/files/users.csv');
  expect(init).toMatchObject({ method: 'POST', body: '{"search":"ada"}' });
  expect(init.headers).toMatchObject({ 'x-freehold-tenant': 'mainnet', 'x-freehold-request': '1' });
});

it('a refusal is the platform’s own error; where nobody can give a factor it is not asked again', async () => {
  const error = { kind: 'FORBIDDEN', code: 'session.step_up_required', params: {} };
  const fetched = answer(() => Response.json({ error }, { status: 403 }));
  const refusal = await ask().catch((thrown: unknown) => toPublicError(thrown));
  expect(refusal).toEqual(error);
  expect(fetched).toHaveBeenCalledTimes(1);
});

it('an answer that is not ours counts as unavailable', async () => {
  answer(() => new Response('<html>', { status: 502 }));
  const refusal = await ask().catch((thrown: unknown) => toPublicError(thrown));
  expect(refusal).toMatchObject({ kind: 'UNAVAILABLE' });
});

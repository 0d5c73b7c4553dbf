import { repeatableHeader } from '@freehold/core-contracts/headers';
import { TRPCClientError } from '@trpc/client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createClient, findPublicError } from './client.ts';
import { transformer } from './transformer.ts';
import { router } from './trpc.ts';

const emptyRouter = router({});
type EmptyRouter = typeof emptyRouter;

const error = { kind: 'LIMIT_EXCEEDED', code: 'rate.limited', params: { retryAfterSeconds: 3 } };

test("a procedure's error is found in its envelope", () => {
  const thrown = TRPCClientError.from({ error: { code: -32_000, message: '', data: { error } } });
  expect(findPublicError(thrown)).toEqual(error);
});

test('an error that a guard answered is found in the answer itself', () => {
  const thrown = new TRPCClientError('no envelope', { meta: { responseJSON: { error } } });
  expect(findPublicError(thrown)).toEqual(error);
});

test('whatever is not ours is none', () => {
  const strange = [{ error: { code: 'x' } }, { error: 'text' }, [], 'text', null];
  for (const responseJSON of strange) {
    expect(findPublicError(new TRPCClientError('x', { meta: { responseJSON } }))).toBeNull();
  }
  expect(findPublicError(new TypeError('Failed to fetch'))).toBeNull();
});

describe('an act that wants a fresh factor', () => {
  afterEach(() => vi.unstubAllGlobals());

  const refusal = {
    code: -32_003,
    message: 'x',
    data: { error: { kind: 'FORBIDDEN', code: 'session.step_up_required', params: {} } },
  };

  /** A server that refuses the first `refusals` calls. */
  function serve(refusals: number) {
    const fetched = vi.fn(async () =>
      Response.json([
        fetched.mock.calls.length <= refusals
          ? { error: transformer.serialize(refusal) }
          : { result: { data: transformer.serialize('done') } },
      ]),
    );
    vi.stubGlobal('fetch', fetched);
    return fetched;
  }

  function act(stepUp?: () => Promise<boolean>) {
    const client = createClient<EmptyRouter>({
      url: '/trpc',
      audience: 'CONSOLE',
      tenant: () => 'a',
      ...(stepUp ? { stepUp } : {}),
    });
    // The router of this test has no procedures to name.
    const acts = client as unknown as { user: { erase: { mutate: () => Promise<unknown> } } };
    return acts.user.erase.mutate();
  }

  test('is repeated once after the factor was given', async () => {
    const fetched = serve(1);
    const stepUp = vi.fn(async () => true);
    expect(await act(stepUp)).toBe('done');
    expect(stepUp).toHaveBeenCalledTimes(1);
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  test('is not asked for again when it is refused again', async () => {
    const fetched = serve(2);
    const stepUp = vi.fn(async () => true);
    await expect(act(stepUp)).rejects.toThrow();
    expect(stepUp).toHaveBeenCalledTimes(1);
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  test('stays refused where nobody gives the factor', async () => {
    const fetched = serve(2);
    await expect(act(async () => false)).rejects.toThrow();
    await expect(act()).rejects.toThrow();
    expect(fetched).toHaveBeenCalledTimes(2);
  });
});

describe('a request', () => {
  afterEach(() => vi.unstubAllGlobals());

  type Calls = Record<
    'read' | 'write',
    { query: () => Promise<unknown>; mutate: () => Promise<unknown> }
  >;

  async function headersOf(run: (calls: Calls) => Promise<unknown>): Promise<(string | null)[]> {
    const seen: (string | null)[] = [];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      seen.push(new Headers(init.headers).get(repeatableHeader));
      const answer = { result: { data: transformer.serialize('done') } };
      return Response.json(url.split(',').map(() => answer));
    });
    const client = createClient<EmptyRouter>({
      url: '/trpc',
      audience: 'PORTAL',
      tenant: () => 'a',
    });
    // The router of this test has no procedures to name.
    await run(client as unknown as Calls);
    return seen;
  }

  test('that only reads says so, alone and in a batch', async () => {
    expect(await headersOf((calls) => calls.read.query())).toEqual(['1']);
    const both = (calls: Calls) => Promise.all([calls.read.query(), calls.write.query()]);
    expect(await headersOf(both)).toEqual(['1']);
  });

  test('that writes never does', async () => {
    expect(await headersOf((calls) => calls.write.mutate())).toEqual([null]);
    const both = (calls: Calls) => Promise.all([calls.read.query(), calls.write.mutate()]);
    expect(new Set(await headersOf(both))).toEqual(new Set(['1', null]));
  });
});

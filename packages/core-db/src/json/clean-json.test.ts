import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '../client/create-database.ts';
import { withTenant } from '../scope/tenant-scope.ts';
import { createTenant, createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { inTransaction } from '../transaction.ts';
import { cleanJson } from './clean-json.ts';

const refusal = (code: string, path: string) => ({
  kind: 'INVALID',
  code,
  params: expect.objectContaining({ path }),
});
const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const nested = (depth: number): unknown => (depth === 0 ? 1 : { in: nested(depth - 1) });

describe('cleaning', () => {
  test('leaves out what JSON has no word for, and keeps the rest as it was', () => {
    const given = {
      text: 'plain',
      gone: undefined,
      run: () => 1,
      mark: Symbol('x'),
      list: Object.assign([1, undefined, () => 1, null], { 5: 2 }),
      at: new Date(0),
      none: null,
    };
    expect(cleanJson(given)).toStrictEqual({
      text: 'plain',
      list: [1, null, null, null, null, 2],
      at: '1970-01-01T00:00:00.000Z',
      none: null,
    });
  });

  test('takes NUL out of texts and keys, and replaces halves of characters', () => {
    expect(
      cleanJson({ 'k\u0000ey': 'a\u0000b', half: '\uD83D!', whole: '\u{1F600}' }),
    ).toStrictEqual({ key: 'ab', half: '\uFFFD!', whole: '\u{1F600}' });
  });

  test('a key that means the prototype stays a key', () => {
    const cleaned = cleanJson(JSON.parse('{"__proto__": {"isAdmin": true}}'));
    expect(Object.getPrototypeOf(cleaned)).toBe(Object.prototype);
    expect(JSON.stringify(cleaned)).toBe('{"__proto__":{"isAdmin":true}}');
  });

  test.each([
    ['json.not_finite', { a: [0, Number.NaN] }, '$.a[1]'],
    ['json.big_integer', { a: { b: 1n } }, '$.a.b'],
    ['json.not_plain', { a: new Map() }, '$.a'],
    ['json.not_plain', [new Uint8Array(2)], '$[0]'],
    ['json.key_repeated', { a: 1, 'a\u0000': 2 }, '$.a'],
  ])('refuses with %s what would be stored as something else', (code, value, path) => {
    expect(thrownBy(() => cleanJson(value))).toMatchObject(refusal(code, path));
  });

  test('refuses what is too deep, and what contains itself', () => {
    expect(cleanJson(nested(3), { maxDepth: 3 })).toEqual(nested(3));
    expect(thrownBy(() => cleanJson(nested(4), { maxDepth: 3 }))).toMatchObject(
      refusal('json.too_deep', '$.in.in.in'),
    );
    const self: Record<string, unknown> = {};
    self['me'] = self;
    expect(thrownBy(() => cleanJson(self))).toMatchObject({ code: 'json.too_deep' });
  });
});

describe('whatever is given', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
    key: fc.string({ unit: 'binary' }),
    values: [
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constantFrom(null, undefined, () => 1, '\u0000', '\uDC00', '__proto__'),
    ],
  });
  const jsonLike = fc.jsonValue({ maxDepth: 5 });

  test('it is refused as INVALID, or comes out clean, the same when cleaned again and when read back', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const cleaned = thrownBy(() => cleanJson(value, { maxDepth: 8, maxBytes: 4_000 }));
        if (cleaned instanceof Error) {
          expect(cleaned).toMatchObject({ kind: 'INVALID', code: /^json\./u });
          return;
        }
        const text = JSON.stringify(cleaned);
        expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/iu);
        expect(text.isWellFormed()).toBe(true);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_000);
        expect(JSON.parse(text)).toEqual(cleaned);
        expect(cleanJson(cleaned)).toEqual(cleaned);
      }),
      { numRuns: 1_000 },
    );
  });

  test('its size is that of its text, to the byte', () => {
    fc.assert(
      fc.property(jsonLike, (value) => {
        const bytes = Buffer.byteLength(JSON.stringify(cleanJson(value)));
        expect(cleanJson(value, { maxBytes: bytes })).toEqual(cleanJson(value));
        expect(thrownBy(() => cleanJson(value, { maxBytes: bytes - 1 }))).toMatchObject({
          code: 'json.too_large',
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('through the tenant client', () => {
  let test1: TestDatabase;
  let database: Database;
  let tenantId: string;
  beforeAll(async () => {
    test1 = await createTestDatabase();
    database = await createDatabase({ url: test1.appUrl });
    tenantId = (await createTenant(test1)).id;
  });
  afterAll(async () => {
    await database.close();
    await test1.drop();
  });
  const inside = <T>(work: () => Promise<T>) => withTenant(tenantId, work);
  const command = (requestId: string, payload: unknown) => ({
    service: 'api',
    commandType: 'CREATE_USER' as const,
    requestId,
    aggregateKey: 'user:1',
    // What a caller that types do not hold back would give.
    payload: payload as object,
  });
  const dirty = { text: 'a\u0000b', half: '\uD800', gone: undefined, run: () => 1 };
  const again: object = { again: dirty };
  const clean = { text: 'ab', half: '\uFFFD' };

  test('every way of writing stores clean JSON', async () => {
    const { client } = database;
    const stored = await inside(async () => {
      const { id } = await client.outboxCommand.create({ data: command('one', dirty) });
      await client.outboxCommand.createMany({ data: [command('two', dirty)] });
      await client.outboxCommand.createManyAndReturn({ data: [command('three', dirty)] });
      await client.outboxCommand.update({
        where: { tenantId_id: { tenantId, id } },
        data: { payload: again },
      });
      await client.outboxCommand.upsert({
        where: { tenantId_requestId: { tenantId, requestId: 'four' } },
        create: command('four', dirty),
        update: {},
      });
      return client.outboxCommand.findMany({ orderBy: { createdAt: 'asc' } });
    });
    expect(stored.map(({ payload }) => payload)).toEqual([{ again: clean }, clean, clean, clean]);
  });

  test('what is refused leaves nothing behind, the rows beside it included', async () => {
    const { client } = database;
    const bad = command('bad', { list: [{ deep: nested(40) }] });
    const refused = { code: 'json.too_deep', params: { path: /^OutboxCommand\.payload\.list/u } };
    await inside(async () => {
      await expect(
        client.outboxCommand.createMany({ data: [command('beside', {}), bad] }),
      ).rejects.toMatchObject({ code: refused.code });
      await expect(
        inTransaction(client, async (tx) => {
          await tx.outboxCommand.create({ data: command('before', {}) });
          await tx.outboxCommand.create({ data: bad });
        }),
      ).rejects.toMatchObject({ code: refused.code });
      const left = await client.outboxCommand.count({
        where: { requestId: { in: ['bad', 'beside', 'before'] } },
      });
      expect(left).toBe(0);
    });
  });
});

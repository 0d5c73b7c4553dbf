import { describe, expect, test } from 'vitest';
import { findTenantId, isTenantId, requireTenantId, withTenant } from './tenant-scope.ts';

const a = '018f3e5e-0000-7000-8000-00000000000a';
const b = '018f3e5e-0000-7000-8000-00000000000b';

describe('a tenant scope', () => {
  test('is there inside and gone outside', async () => {
    expect(await withTenant(a, () => requireTenantId())).toBe(a);
    expect(findTenantId()).toBeUndefined();
    expect(() => requireTenantId()).toThrow('tenant.scope_missing');
  });

  test('joins the same tenant, however it is written, and refuses another', async () => {
    await withTenant(a, async () => {
      expect(await withTenant(a.toUpperCase(), () => findTenantId())).toBe(a);
      await expect(withTenant(b, () => 1)).rejects.toThrow('tenant.scope_conflict');
      expect(findTenantId()).toBe(a);
    });
  });

  test.each(['', 'mainnet', `${a}'`, `${a}\n`, ` ${a}`, null, 7])(
    'refuses %j as an id',
    async (id) => {
      expect(isTenantId(id)).toBe(false);
      await expect(withTenant(id as string, () => 1)).rejects.toThrow('tenant.id_malformed');
    },
  );

  test('is kept apart between concurrent work', async () => {
    const work = (tenantId: string) =>
      withTenant(tenantId, async () => {
        const seen = new Set<string>();
        for (let turn = 0; turn < 50; turn += 1) {
          await new Promise(setImmediate);
          seen.add(requireTenantId());
        }
        return [...seen];
      });
    expect(await Promise.all([work(a), work(b), work(a)])).toEqual([[a], [b], [a]]);
  });

  test('ends when its work has thrown', async () => {
    await expect(
      withTenant(a, () => {
        throw new Error('failed');
      }),
    ).rejects.toThrow('failed');
    expect(findTenantId()).toBeUndefined();
  });

  test('stays with a task that outlives it', async () => {
    let later: Promise<string | undefined> | undefined;
    await withTenant(a, () => {
      later = new Promise((resolve) => setImmediate(() => resolve(findTenantId())));
    });
    expect(await withTenant(b, () => later)).toBe(a);
  });
});

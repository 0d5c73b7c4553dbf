import { randomUUID } from 'node:crypto';
import { findTenantId } from '@freehold/core-db';
import { expect, test, vi } from 'vitest';
import { toStream } from './to-stream.ts';

function make(options: { failsAt?: number } = {}) {
  const tenantId = randomUUID();
  const done = vi.fn();
  const seen: { reads: number; isEnded: boolean; tenants: Set<string | undefined> } = {
    reads: 0,
    isEnded: false,
    tenants: new Set(),
  };
  async function* lines(): AsyncGenerator<string, void> {
    try {
      for (let count = 0; count < 5; count += 1) {
        seen.reads += 1;
        seen.tenants.add(findTenantId());
        if (count === options.failsAt) throw new Error('The database is gone');
        await Promise.resolve();
        seen.tenants.add(findTenantId());
        yield `line ${count}\n`;
      }
    } finally {
      seen.isEnded = true;
    }
  }
  return { tenantId, done, seen, stream: toStream(lines(), { tenantId, done }) };
}

test('every batch is read in the scope of its tenant', async () => {
  const { stream, seen, tenantId, done } = make();
  expect(await new Response(stream).text()).toBe('line 0\nline 1\nline 2\nline 3\nline 4\n');
  expect([...seen.tenants]).toEqual([tenantId]);
  expect(done).toHaveBeenCalledOnce();
});

test('nothing is read ahead of the reader', async () => {
  const { stream, seen } = make();
  const reader = stream.getReader();
  expect(seen.reads).toBe(0);
  await reader.read();
  expect(seen.reads).toBe(1);
});

test('whoever leaves ends the work', async () => {
  const { stream, seen, done } = make();
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
  expect(seen).toMatchObject({ reads: 1, isEnded: true });
  expect(done).toHaveBeenCalledOnce();
});

test('a batch that fails breaks the file off instead of ending it', async () => {
  const { stream, done } = make({ failsAt: 2 });
  await expect(new Response(stream).text()).rejects.toThrow('The database is gone');
  expect(done).toHaveBeenCalledOnce();
});

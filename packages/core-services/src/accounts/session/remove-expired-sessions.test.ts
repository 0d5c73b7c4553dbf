import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceContext } from '../../context.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../../testing/index.ts';
import { keptAfterEndMs, removeExpiredSessions } from './remove-expired-sessions.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const hourMs = 3_600_000;

async function addSession(
  ctx: ServiceContext,
  session: {
    audience: 'CONSOLE' | 'PORTAL';
    expiresInMs: number;
    idleMs: number;
    endedAgoMs?: number;
  },
): Promise<string> {
  const id = randomUUID();
  const at = (ms: number) => new Date(ctx.clock().getTime() + ms);
  await inScope(ctx, async () => {
    const [user] = await ctx.db.user.createManyAndReturn({
      data: [{ email: `${id}@people.test`, firstName: 'A', lastName: 'B' }],
      select: { id: true },
    });
    await ctx.db.session.createMany({
      data: [
        {
          id,
          userId: user!.id,
          tokenHash: new Uint8Array(randomBytes(32)),
          audience: session.audience,
          expiresAt: at(session.expiresInMs),
          lastActivityAt: at(-session.idleMs),
          isValid: session.endedAgoMs === undefined,
          endedAt: session.endedAgoMs === undefined ? null : at(-session.endedAgoMs),
        },
      ],
    });
  });
  return id;
}

test('what ran out or lay idle is ended, what ended long ago is gone, the rest stays', async () => {
  const ctx = platform.context(await platform.makeTenant());
  const live = await addSession(ctx, {
    audience: 'PORTAL',
    expiresInMs: hourMs,
    idleMs: 20 * hourMs,
  });
  const expired = await addSession(ctx, { audience: 'PORTAL', expiresInMs: -1, idleMs: 0 });
  const idle = await addSession(ctx, { audience: 'CONSOLE', expiresInMs: hourMs, idleMs: hourMs });
  const recent = await addSession(ctx, {
    audience: 'CONSOLE',
    expiresInMs: -hourMs,
    idleMs: 0,
    endedAgoMs: keptAfterEndMs - hourMs,
  });
  const old = await addSession(ctx, {
    audience: 'CONSOLE',
    expiresInMs: -hourMs,
    idleMs: 0,
    endedAgoMs: keptAfterEndMs + hourMs,
  });
  expect(await inScope(ctx, () => removeExpiredSessions({ ctx, limit: 10 }))).toBe(3);
  const rows = await inScope(ctx, () => ctx.db.session.findMany({ orderBy: { id: 'asc' } }));
  const states = new Map(
    rows.map((row) => [row.id, row.isValid ? 'valid' : (row.endReason ?? 'ended')]),
  );
  expect(states).toEqual(
    new Map(
      [
        [live, 'valid'],
        [expired, 'EXPIRED'],
        [idle, 'IDLE'],
        [recent, 'ended'],
      ].toSorted(([left = ''], [right = '']) => (left < right ? -1 : 1)) as [string, string][],
    ),
  );
  expect(states.has(old)).toBe(false);
  expect(
    await inScope(ctx, () => ctx.db.auditLog.count({ where: { action: 'session.expire' } })),
  ).toBe(2);
});

test('a round is bounded', async () => {
  const ctx = platform.context(await platform.makeTenant());
  for (let index = 0; index < 5; index += 1) {
    await addSession(ctx, { audience: 'PORTAL', expiresInMs: -1, idleMs: 0 });
  }
  expect(await inScope(ctx, () => removeExpiredSessions({ ctx, limit: 2 }))).toBe(2);
  expect(await inScope(ctx, () => ctx.db.session.count({ where: { isValid: true } }))).toBe(3);
});

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { codeOf, minuteMs, SessionTest, tally, times } from '../session/session.testing.ts';
import { confirmEmailChange } from './confirm-email-change.ts';
import { resetPassword } from './reset-password.ts';
import { verifyEmail } from './verify-email.ts';

vi.setConfig({ testTimeout: 60_000 });

let house: SessionTest;
beforeAll(async () => {
  house = await SessionTest.open();
});
afterAll(() => house.close());

const token = 'A'.repeat(43);
const newPassword = 'nine loud herons sleep well';
const openings = [
  () => house.run((ctx) => resetPassword({ ctx, input: { token, newPassword } })),
  () => house.run((ctx) => verifyEmail({ ctx, input: { token } })),
  () => house.run((ctx) => confirmEmailChange({ ctx, input: { token } })),
];

test('one network opens 60 links in 15 minutes, of all kinds together and at once', async () => {
  house.platform.clock.set(new Date('2026-06-01T10:00:00Z'));
  const open = (index: number) => openings[index % openings.length]!();
  expect(await tally(times(64, open))).toEqual({ 'account.link_invalid': 60, 'rate.limited': 4 });
  await expect(open(0)).rejects.toMatchObject({
    kind: 'LIMIT_EXCEEDED',
    params: { retryAfterSeconds: 15 * 60 },
  });
  house.platform.clock.moveBy(15 * minuteMs);
  expect(await codeOf(open(0))).toBe('account.link_invalid');
});

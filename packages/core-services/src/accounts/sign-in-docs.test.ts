import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { mostAuthenticators } from './factors/begin-totp.ts';
import { recoveryCodeBits, recoveryCodeCount } from './factors/recovery-codes.ts';
import { stepSeconds } from './factors/totp.ts';
import { mostPasskeys } from './passkeys/begin-passkey.ts';
import { passkeyChallengeTtlMs } from './passkeys/passkey-challenge.ts';
import { secondFactorMinimum, singleFactorMinimum } from './password/check-password.ts';
import { passwordCost } from './password/hash-password.ts';
import { challengeTtlMs } from './session/challenge.ts';
import { stepUpTtlMs } from './session/session-rules.ts';
import {
  accountLimit,
  holdsMs,
  lockMs,
  locksFrom,
  mostFailures,
  networkLimit,
} from './session/throttle.ts';

const file = new URL('../../../../docs/sign-in.md', import.meta.url);

const minutes = (ms: number): string => `${String(ms / 60_000)} min`;
const seconds = (holds: readonly number[]): string =>
  holds.map((ms) => (ms >= lockMs ? minutes(ms) : `${String(ms / 1000)} s`)).join(', ');
const { memoryCost, timeCost, parallelism } = passwordCost;
const freeOfNetwork = (networkLimit.holdsMs ?? []).filter((ms) => ms === 0).length;

const rows: readonly (readonly [rule: string, number: string, test: string])[] = [
  ['password alone, code points', `${singleFactorMinimum} or more`, 'password/password.test.ts'],
  [
    'password beside a second factor',
    `${secondFactorMinimum} or more`,
    'password/password.test.ts',
  ],
  [
    'argon2id: memory, passes, lanes',
    `${memoryCost / 1024} MiB, ${timeCost}, ${parallelism}`,
    'password/password.test.ts',
  ],
  ['wait after each failure in a row', seconds(holdsMs), 'session/throttle.test.ts'],
  ['failures in a row that lock', `${locksFrom}, and each one after`, 'session/throttle.test.ts'],
  ['longest lock', minutes(lockMs), 'session/throttle.test.ts'],
  [
    'failures in a row of one password or authenticator',
    `${mostFailures}`,
    'session/throttle.test.ts, factors/factors.test.ts',
  ],
  [
    'failures are forgotten after',
    `${accountLimit.windowMs / 86_400_000} d without a try`,
    'session/throttle.test.ts',
  ],
  [
    'failures of one network (IPv6: its /64)',
    `${freeOfNetwork} without a wait, ${networkLimit.limit} in ${minutes(networkLimit.windowMs)}`,
    'session/throttle.test.ts',
  ],
  ['time for the second factor', minutes(challengeTtlMs), 'session/session.test.ts'],
  [
    'step of a code, and steps taken on either side',
    `${stepSeconds} s, 1`,
    'factors/totp.test.ts (RFC 4226, RFC 6238)',
  ],
  [
    'recovery codes, bits of each',
    `${recoveryCodeCount}, ${recoveryCodeBits}`,
    'factors/factors.test.ts',
  ],
  ['authenticators of one account', `${mostAuthenticators}`, 'factors/factors.test.ts'],
  ['passkeys of one account', `${mostPasskeys}`, 'passkeys/passkeys.test.ts'],
  [
    'a challenge for a passkey',
    `once, ${minutes(passkeyChallengeTtlMs)}`,
    'passkeys/passkeys.test.ts',
  ],
  ['a factor is fresh for', minutes(stepUpTtlMs), 'session/step-up.test.ts'],
];

test('the document shows the numbers as they are', async () => {
  const lines = rows.map(([rule, number, where]) => `| ${rule} | ${number} | ${where} |`);
  const table = ['| rule | number | tested in |', '|---|---|---|', ...lines].join('\n');
  const written = await readFile(file, 'utf8');
  const section = /(<!-- numbers: [^\n]*-->\n)[\s\S]*?(<!-- \/numbers -->)/u;
  expect(written).toMatch(section);
  const expected = written.replace(
    section,
    (_all, open: string, close: string) => `${open}${table}\n${close}`,
  );
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(file, expected);
  expect(await readFile(file, 'utf8')).toBe(expected);
});

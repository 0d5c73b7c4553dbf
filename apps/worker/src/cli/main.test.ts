import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTenant } from '@freehold/core-db';
import type { ServiceContext } from '@freehold/core-services/context';
import { LedgerError } from '@freehold/core-services/ledger/ledger-gateway';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliEnvSchema } from '../env.ts';
import {
  approvePerson,
  drain,
  ledgerWith,
  openWorkerTest,
  type WorkerTest,
} from '../testing/worker-test.ts';
import { runCli } from './run.ts';

let setup: WorkerTest;
let ctx: ServiceContext;
let dataDir: string;
let failed: { userId: string; commandId: string };
let hopeless: { userId: string; commandId: string };
beforeAll(async () => {
  setup = await openWorkerTest();
  dataDir = mkdtempSync(join(tmpdir(), 'freehold-cli-'));
  ctx = setup.contextOf(await setup.makeTenant({ slug: 'mainnet' }));
  for (let index = 0; index < 3; index += 1) {
    await approvePerson(ctx);
    await drain(setup.submitter());
  }
  await drain(setup.projector());
  failed = await approvePerson(ctx);
  hopeless = await approvePerson(ctx);
  const submit = () =>
    Promise.reject(new LedgerError('GIVE_UP', 'ledger.payload_invalid', 'Malformed'));
  await drain(setup.submitter({ ledger: ledgerWith(setup.ledger, { submit }) }));
});
afterAll(async () => {
  await setup.closeAll();
  rmSync(dataDir, { recursive: true, force: true });
});

const keys = {
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  DIGEST_KEY: Buffer.alloc(32, 9).toString('base64'),
};

const urls = () => ({
  DATABASE_APP_URL: setup.urls.appUrl,
  DATABASE_PRIVILEGED_URL: setup.urls.privilegedUrl,
  DATA_DIR: dataDir,
});

async function ledger(args: string[], env: Record<string, string> = keys) {
  const said = { out: '', err: '', progress: [] as string[] };
  const code = await runCli(args, {
    loadEnv: () => cliEnvSchema.parse({ ...urls(), ...env }),
    signal: new AbortController().signal,
    print: (line) => void (said.out += `${line}\n`),
    warn: (line) => void (said.err += `${line}\n`),
    progress: (line) => void said.progress.push(line),
  });
  return { code, ...said };
}

const status = (id: string) =>
  withTenant(ctx.tenant.id, async () => {
    const command = await ctx.db.outboxCommand.findFirstOrThrow({ where: { id } });
    return command.status;
  });

test('failed commands are listed with why, retried and cancelled, in the name of who did it', async () => {
  const listed = await ledger(['list-failed', 'mainnet']);
  expect(listed.code).toBe(0);
  expect(listed.out).toContain(
    `mainnet ${failed.commandId} CREATE_USER 1× ledger.payload_invalid: Malformed`,
  );
  const retried = await ledger(['retry', failed.commandId, '--reason', 'The ledger was mended']);
  expect(retried).toMatchObject({ code: 0, out: `${failed.commandId} CREATE_USER is PENDING.\n` });
  expect(await status(failed.commandId)).toBe('PENDING');
  const again = await ledger(['retry', failed.commandId]);
  expect(again).toMatchObject({ code: 1, err: 'command.not_retryable, status PENDING\n' });
  expect((await ledger(['cancel', hopeless.commandId])).code).toBe(0);
  expect(await status(hopeless.commandId)).toBe('CANCELLED');
  const [audit] = await withTenant(ctx.tenant.id, () =>
    ctx.db.auditLog.findMany({ where: { action: 'command.retry' } }),
  );
  expect(audit).toMatchObject({ actorKind: 'SYSTEM', reason: 'The ledger was mended' });
  expect(audit!.actorName).toMatch(/^command line \(.+\)$/u);
  await drain(setup.submitter());
  await drain(setup.projector());
  expect(await status(failed.commandId)).toBe('COMMITTED');
}, 60_000);

test('a command is explained, and many are acted on by filter, as a dry run first', async () => {
  const { commandId } = await approvePerson(ctx);
  const away = () => Promise.reject(new LedgerError('GIVE_UP', 'ledger.away', 'Away'));
  await drain(setup.submitter({ ledger: ledgerWith(setup.ledger, { submit: away }) }));
  const explained = await ledger(['explain', commandId]);
  expect(explained).toMatchObject({ code: 0, err: '' });
  expect(explained.out).toMatch(/^situation +NOT_ACCEPTED$/mu);
  expect(explained.out).toMatch(/^advice +RETRY_OR_CANCEL$/mu);
  const filter = ['mainnet', '--type', 'CREATE_USER', '--error', 'ledger.away'];
  const dry = await ledger(['cancel-many', ...filter, '--dry-run']);
  expect(dry).toMatchObject({ code: 0, out: 'mainnet: 1 would be acted on\n' });
  expect(await status(commandId)).toBe('FAILED');
  const done = await ledger(['cancel-many', ...filter]);
  expect(done).toMatchObject({ code: 0, out: 'mainnet: 1 done\n' });
  expect(await status(commandId)).toBe('CANCELLED');
  const nothing = await ledger(['retry-many', ...filter]);
  expect(nothing).toMatchObject({ code: 0, out: 'mainnet: 0 done\n' });
  const wrong = await ledger(['retry-many', 'mainnet', '--type', 'SELL']);
  expect(wrong).toMatchObject({ code: 2, err: 'There is no type "SELL".\n' });
}, 60_000);

test('a tenant is paused, its state shown, and resumed', async () => {
  expect(await ledger(['pause', 'mainnet', '--reason', 'night work'])).toMatchObject({ code: 0 });
  expect((await ledger(['status', 'mainnet'])).out).toMatch(/^mainnet: PAUSED \(night work\), /u);
  expect(await ledger(['pause', 'mainnet'])).toMatchObject({
    ...{ code: 1, err: 'pipeline.already_paused\n' },
  });
  expect(await ledger(['resume', 'mainnet'])).toMatchObject({ code: 0, out: 'mainnet: running\n' });
}, 60_000);

test('an event that was set aside is listed, explained, dropped, and not replayed any more', async () => {
  const letter = await withTenant(ctx.tenant.id, () =>
    ctx.db.eventDLQ.create({
      data: {
        ...{ projectorName: 'user-activation', channel: 'main', blockNumber: 99n, eventIndex: 0 },
        ...{ fabricTxId: 'tx', chaincode: 'Identity', eventName: 'UserCreated', eventVersion: 9 },
        ...{ txTimestamp: new Date(), reason: 'Version 9 of UserCreated is unknown' },
        rawPayload: {},
      },
      select: { id: true },
    }),
  );
  const listed = await ledger(['list-dead', 'mainnet']);
  expect(listed.out).toContain(`mainnet ${letter.id} user-activation UserCreated: Version 9`);
  expect((await ledger(['explain', letter.id])).out).toMatch(/^cause +VERSION_UNKNOWN$/mu);
  expect(await ledger(['replay', letter.id])).toMatchObject({ code: 1 });
  const many = await ledger(['replay-many', 'mainnet', '--event', 'UserCreated']);
  expect(many.code).toBe(1);
  expect(many.out).toMatch(/^mainnet: 1 refused, dead_letter.still_fails, e.g. /mu);
  expect(await ledger(['discard', letter.id])).toMatchObject({
    ...{ code: 0, out: `${letter.id} is DISCARDED.\n` },
  });
  expect(await ledger(['list-dead', 'mainnet'])).toMatchObject({ out: 'No event is set aside.\n' });
}, 60_000);

test('a projection is rebuilt; without keys, or an unknown one, it is said what is missing', async () => {
  await setup.tamper('DELETE FROM "Wallet" WHERE "tenantId" = $1', [ctx.tenant.id]);
  const rebuilt = await ledger(['rebuild', 'user-activation', 'mainnet']);
  expect(rebuilt).toMatchObject({
    code: 0,
    out: 'mainnet: user-activation stands after 4 blocks\n',
  });
  expect(await withTenant(ctx.tenant.id, () => ctx.db.wallet.count())).toBe(4);
  const keyless = await ledger(['rebuild', 'user-activation'], {});
  expect(keyless).toMatchObject({ code: 2, err: 'ENCRYPTION_KEYS and DIGEST_KEY are not set.\n' });
  const unknown = await ledger(['rebuild', 'everything']);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toMatch(/^Name a projector: user-activation/u);
}, 60_000);

describe('verify', () => {
  test('says that a chain is intact, and of a tampered one which block is the first', async () => {
    const intact = await ledger(['verify']);
    expect(intact.code).toBe(0);
    const head = /^mainnet: intact, 4 blocks, head (3:[0-9a-f]{64})$/mu.exec(intact.out)?.[1] ?? '';
    expect(await ledger(['verify', 'mainnet', '--expect', head])).toMatchObject({ code: 0 });
    const other = `3:${'0'.repeat(64)}`;
    expect(await ledger(['verify', 'mainnet', '--expect', other])).toMatchObject({
      code: 1,
      out: 'mainnet: BROKEN at block 3: is not the block that was noted outside\n',
    });
    await setup.tamper(
      `UPDATE "LedgerTransaction" SET payload = jsonb_set(payload, '{countryCode}', '"FR"')
       WHERE "tenantId" = $1 AND "blockNumber" = 2`,
      [ctx.tenant.id],
    );
    const broken = await ledger(['verify', 'mainnet']);
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/^mainnet: BROKEN at block 2: content of transaction /u);
  }, 60_000);
});

test.each([
  [[], 2, /npm run ledger -- <command>/u],
  [['help'], 0, /rebuild <projector>/u],
  [['erase'], 2, /There is no command "erase"/u],
  [['constructor'], 2, /There is no command/u],
  [['verify', 'nowhere'], 2, /There is no tenant "nowhere"/u],
  [['verify', 'mainnet', '--expcet', 'x'], 2, /Called the wrong way/u],
  [['verify', '--expect', `0:${'0'.repeat(64)}`], 2, /name it/u],
  [['retry', 'not-an-id'], 2, /Name a command by its id/u],
  [['retry', '00000000-0000-7000-8000-000000000000'], 2, /There is no command 0/u],
])(
  '%j is answered with a sentence',
  async (args, code, text) => {
    const answer = await ledger(args);
    expect(answer.code).toBe(code);
    expect(answer.out + answer.err).toMatch(text);
    expect(answer.err).not.toContain('    at ');
  },
  30_000,
);

test('as a process it exits with the code and prints the answer', async () => {
  const file = join(import.meta.dirname, 'main.ts');
  const env = { PATH: process.env['PATH'] ?? '', ...urls(), ...keys };
  const answer = await new Promise<{ code: number; out: string }>((resolve) => {
    const child = execFile(process.execPath, [file, 'list-failed'], { env }, (_error, out) =>
      resolve({ code: child.exitCode ?? -1, out }),
    );
  });
  expect(answer).toEqual({ code: 0, out: 'No failed command.\n' });
}, 30_000);

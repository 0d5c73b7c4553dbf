import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { ServiceContext } from '@freehold/core-services/context';
import { hashBlock, hashData, hashTransaction } from '@freehold/core-services/ledger/ledger-hash';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { openTestCli, verifyAlone } from './cli.testing.ts';

// Processes and databases of their own: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let setup: WorkerTest;
let cli: ReturnType<typeof openTestCli>;
beforeAll(async () => {
  setup = await openWorkerTest();
  cli = openTestCli(setup);
});
afterAll(async () => {
  cli.close();
  await setup.closeAll();
});

interface Chain {
  readonly ctx: ServiceContext;
  readonly slug: string;
  readonly exported: string;
  readonly head: string;
}

/** A chain of blocks 0 to 5 in a tenant of its own. */
async function sixBlocks(): Promise<Chain> {
  const ctx = setup.contextOf(await setup.makeTenant());
  const { id: tenantId, slug } = ctx.tenant;
  for (let index = 0; index < 6; index += 1) {
    const payload = {
      ...{ userId: randomUUID(), countryCode: 'CM', gender: 'UNDISCLOSED' as const },
      identityDigest: 'ab'.repeat(32),
    };
    const commandType = 'CREATE_USER' as const;
    const command = { tenantId, commandId: randomUUID(), commandType, payload };
    const txId = await setup.ledger.createTxId(command);
    await withTenant(tenantId, () =>
      setup.ledger.submit({ ...command, txId }, { timeoutMs: 5_000 }),
    );
  }
  return {
    ...{ ctx, slug },
    exported: cli.fileOf(`${slug}.jsonl`),
    head: cli.fileOf(`${slug}.head.json`),
  };
}

/** The same, and its head was signed and kept. */
async function notedBlocks(): Promise<Chain> {
  const chain = await sixBlocks();
  const noted = await cli.run('ledger', ['export-head', chain.slug, '--out', chain.head]);
  expect(noted).toMatchObject({ code: 0, err: '' });
  return chain;
}

const exportTo = ({ slug, exported }: Chain) =>
  cli.run('ledger', ['export', slug, '--out', exported]);
const publicKey = ({ head }: Chain) =>
  (JSON.parse(readFileSync(head, 'utf8')) as { publicKey: string }).publicKey;

test('an untouched chain is intact for both, with a head that was kept and one that was not', async () => {
  const chain = await notedBlocks();
  expect(await exportTo(chain)).toMatchObject({ code: 0 });
  expect(await verifyAlone([chain.exported])).toEqual({
    code: 0,
    text: expect.stringMatching(/^intact, 6 blocks, 6 transactions, head 5:[0-9a-f]{64}$/u),
  });
  const withHead = [chain.exported, '--head', chain.head, '--key', publicKey(chain)];
  expect(await verifyAlone(withHead)).toMatchObject({ code: 0 });
  expect(await cli.run('ledger', ['verify', '--head', chain.head])).toMatchObject({ code: 0 });
  const printed = await cli.run('ledger', ['export', chain.slug]);
  expect(printed.out.split('\n').slice(1)).toEqual(
    readFileSync(chain.exported, 'utf8').split('\n').slice(1),
  );
});

describe('the first block is named by both where somebody', () => {
  const where = `WHERE "tenantId" = $1 AND "blockNumber" = 3`;
  test.each<[string, string[], number]>([
    [
      'edited a payload',
      [`UPDATE "LedgerTransaction" SET payload = payload || '{"countryCode": "FR"}' ${where}`],
      3,
    ],
    [
      'put in what no ledger writes',
      [`UPDATE "LedgerTransaction" SET payload = '{"amount": 1.5}' ${where}`],
      3,
    ],
    ['deleted a transaction', [`DELETE FROM "LedgerTransaction" ${where}`], 3],
    [
      'deleted a block and what was in it',
      [`DELETE FROM "LedgerTransaction" ${where}`, `DELETE FROM "LedgerBlock" ${where}`],
      3,
    ],
    [
      'swapped two blocks',
      [
        `UPDATE "LedgerBlock" SET "blockNumber" = 99 WHERE "tenantId" = $1 AND "blockNumber" = 3`,
        `UPDATE "LedgerBlock" SET "blockNumber" = 3 WHERE "tenantId" = $1 AND "blockNumber" = 4`,
        `UPDATE "LedgerBlock" SET "blockNumber" = 4 WHERE "tenantId" = $1 AND "blockNumber" = 99`,
      ],
      3,
    ],
    [
      'cut the end off',
      [
        `DELETE FROM "LedgerTransaction" WHERE "tenantId" = $1 AND "blockNumber" >= 4`,
        `DELETE FROM "LedgerBlock" WHERE "tenantId" = $1 AND "blockNumber" >= 4`,
      ],
      4,
    ],
  ])('%s', async (_what, statements, position) => {
    const chain = await sixBlocks();
    for (const sql of statements) await setup.tamper(sql, [chain.ctx.tenant.id]);
    const own = await cli.run('ledger', ['verify', chain.slug]);
    expect(own).toMatchObject({ code: 1 });
    expect(own.out).toContain(`${chain.slug}: BROKEN at block ${position}: `);
    await exportTo(chain);
    expect(await verifyAlone([chain.exported])).toEqual({
      code: 1,
      text: expect.stringMatching(new RegExp(`^BROKEN at block ${position}: `, 'u')),
    });
  });

  test('and nobody gets a signature for a chain that is broken', async () => {
    const { ctx, slug } = await sixBlocks();
    await setup.tamper(`DELETE FROM "LedgerTransaction" ${where}`, [ctx.tenant.id]);
    expect(await cli.run('ledger', ['export-head', slug])).toMatchObject({ code: 1 });
  });

  test('cut the end off and set the head back, or wrote the chain anew: told by the head that was kept', async () => {
    for (const forge of [shorten, rewrite]) {
      const chain = await notedBlocks();
      await forge(chain.ctx);
      expect(await cli.run('ledger', ['verify', chain.slug])).toMatchObject({ code: 0 });
      const own = await cli.run('ledger', ['verify', '--head', chain.head]);
      expect(own).toMatchObject({
        code: 1,
        out: expect.stringContaining('BROKEN at block 5: ') as string,
      });
      await exportTo(chain);
      expect(await verifyAlone([chain.exported])).toMatchObject({ code: 0 });
      expect(await verifyAlone([chain.exported, '--head', chain.head])).toEqual({
        code: 1,
        text: expect.stringMatching(
          forge === rewrite
            ? /^BROKEN at block 5: is not the block whose hash was signed$/u
            : /^BROKEN at block 4: is missing, the head that was signed is block 5$/u,
        ),
      });
    }
  });
});

describe('a file that somebody changed on its way is found out', () => {
  let chain: Chain;
  let whole: string[];
  beforeAll(async () => {
    chain = await sixBlocks();
    await exportTo(chain);
    whole = readFileSync(chain.exported, 'utf8').trimEnd().split('\n');
  }, 60_000);

  test.each<[string, (lines: string[]) => string[], RegExp]>([
    [
      'edited a line',
      (lines) => lines.map((line, index) => (index === 3 ? line.replace('CM', 'FR') : line)),
      /^BROKEN at block 2: content of transaction/u,
    ],
    ['left a line out', (lines) => lines.toSpliced(3, 1), /^BROKEN at block 2: is not there/u],
    [
      'swapped two lines',
      (lines) => [...lines.slice(0, 3), lines[4]!, lines[3]!, ...lines.slice(5)],
      /^BROKEN at block 2: is not there/u,
    ],
    ['cut the end off', (lines) => lines.slice(0, 5), /^BROKEN at block 4: is missing/u],
    [
      'cut a line in two',
      (lines) => [...lines.slice(0, 5), lines[5]!.slice(0, 40)],
      /is not JSON/u,
    ],
    [
      'repeated the last line',
      (lines) => [...lines.slice(0, 7), lines[6]!],
      /^BROKEN at block 6: is not there, block 5 is/u,
    ],
    [
      'set the head back',
      (lines) => [
        lines[0]!.replace('"blockNumber":"5"', '"blockNumber":"3"'),
        ...lines.slice(1, 5),
      ],
      /^NOT TRUSTED: the head of the export has a signature that does not match it/u,
    ],
  ])('%s', async (_what, change, expected) => {
    writeFileSync(chain.exported, `${change(whole).join('\n')}\n`);
    const answer = await verifyAlone([chain.exported]);
    expect(answer).toEqual({ code: 1, text: expect.stringMatching(expected) });
  });
});

test('a head is believed only when the key that is trusted signed it, for this chain', async () => {
  const [chain, other] = [await notedBlocks(), await notedBlocks()];
  const head = JSON.parse(readFileSync(chain.head, 'utf8')) as Record<string, string>;
  const edited = cli.fileOf('edited.json');
  writeFileSync(edited, JSON.stringify({ ...head, hash: '0'.repeat(64) }));
  const foreignKey = Buffer.alloc(32, 1).toString('base64');
  await exportTo(chain);
  for (const [args, reason] of [
    [['verify', chain.slug, '--head', edited], 'the signature of the head does not match it'],
    [['verify', chain.slug, '--head', other.head], 'the head is of another chain'],
    [['verify', '--head', chain.head, '--key', foreignKey], 'the head was signed by another key'],
  ] as const) {
    expect(await cli.run('ledger', [...args])).toMatchObject({
      code: 1,
      out: `${chain.slug}: NOT TRUSTED: ${reason}\n`,
    });
  }
  for (const [args, reason] of [
    [['--head', edited], 'has a signature that does not match it'],
    [['--head', other.head], 'is of another chain'],
    [['--key', foreignKey], 'was signed by another key'],
  ] as const) {
    const { code, text } = await verifyAlone([chain.exported, ...args]);
    expect([code, text]).toEqual([1, expect.stringContaining(reason)]);
  }
  const rotated = { ENCRYPTION_KEYS: `test:${foreignKey}`, DIGEST_KEY: foreignKey };
  expect(await cli.run('ledger', ['verify', '--head', chain.head], rotated)).toMatchObject({
    code: 1,
  });
  const kept = ['verify', '--head', chain.head, '--key', publicKey(chain)];
  expect(await cli.run('ledger', kept, {})).toMatchObject({ code: 0 });
});

/** Takes the last two blocks away and sets the head back, so that nothing shows. */
async function shorten({ tenant }: ServiceContext): Promise<void> {
  const behind = `WHERE "tenantId" = $1 AND "blockNumber" >= 4`;
  await setup.tamper(`DELETE FROM "LedgerTransaction" ${behind}`, [tenant.id]);
  await setup.tamper(`DELETE FROM "LedgerBlock" ${behind}`, [tenant.id]);
  await setup.tamper(
    `UPDATE "LedgerChain" c SET "blockNumber" = 3, hash = b.hash FROM "LedgerBlock" b
     WHERE c."tenantId" = $1 AND b."tenantId" = $1 AND b."blockNumber" = 3`,
    [tenant.id],
  );
}

/** Edits block 3 and makes every hash from there to the head anew. */
async function rewrite(ctx: ServiceContext): Promise<void> {
  const { tenant, db } = ctx;
  const { blocks, transactions } = await withTenant(tenant.id, async () => ({
    blocks: await db.ledgerBlock.findMany({ orderBy: { blockNumber: 'asc' } }),
    transactions: await db.ledgerTransaction.findMany({ orderBy: { blockNumber: 'asc' } }),
  }));
  let previousHash: Uint8Array = blocks[2]!.hash;
  for (const block of blocks.slice(3)) {
    const { blockNumber } = block;
    const old = transactions.find((one) => one.blockNumber === blockNumber)!;
    const payload = {
      ...(old.payload as object),
      ...(blockNumber === 3n ? { countryCode: 'FR' } : {}),
    };
    const hash = hashTransaction({ ...old, payload });
    const dataHash = hashData([hash]);
    const blockHash = hashBlock({ ...block, previousHash, dataHash });
    const at = [tenant.id, blockNumber];
    await setup.tamper(
      `UPDATE "LedgerTransaction" SET payload = $3, hash = $4 WHERE "tenantId" = $1 AND "blockNumber" = $2`,
      [...at, JSON.stringify(payload), hash],
    );
    await setup.tamper(
      `UPDATE "LedgerBlock" SET "previousHash" = $3, "dataHash" = $4, hash = $5 WHERE "tenantId" = $1 AND "blockNumber" = $2`,
      [...at, previousHash, dataHash, blockHash],
    );
    previousHash = blockHash;
  }
  await setup.tamper(`UPDATE "LedgerChain" SET hash = $2 WHERE "tenantId" = $1`, [
    tenant.id,
    previousHash,
  ]);
}

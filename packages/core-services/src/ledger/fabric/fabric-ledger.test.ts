import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import grpc from '@grpc/grpc-js';
import protos from '@hyperledger/fabric-protos';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerCommand } from '../ledger-gateway.ts';
import { createFabricLedger, type FabricLedger } from './fabric-ledger.ts';
import type { FabricOptions } from './fabric-options.ts';
import { fault } from './fabric-faults.testing.ts';
import { FabricPeer } from './fabric-peer.testing.ts';

const { status } = grpc;
const { MVCC_READ_CONFLICT, ENDORSEMENT_POLICY_FAILURE } = protos.peer.TxValidationCode;
const tenantId = randomUUID();
const timeoutMs = 2_000;
const range = { tenantId, channel: 'main', afterBlock: -1n, afterIndex: -1, limit: 100 };

let peer: FabricPeer;
let ledger: FabricLedger;

function optionsFor(port: number, more: Partial<FabricOptions> = {}): FabricOptions {
  return {
    peerEndpoint: `127.0.0.1:${port}`,
    tls: null,
    identity: {
      mspId: 'FreeholdMSP',
      certificate: Buffer.from('a certificate'),
      privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    },
    chaincode: 'freehold',
    channelOf: async () => 'mainnet',
    statusTimeoutMs: 300,
    ...more,
  };
}

const newCommand = (userId: string = randomUUID()): Omit<LedgerCommand, 'txId'> => ({
  tenantId,
  commandId: randomUUID(),
  commandType: 'CREATE_USER',
  payload: { userId, countryCode: 'KE', gender: 'FEMALE', identityDigest: 'ab'.repeat(32) },
});

async function submit(command: Omit<LedgerCommand, 'txId'>) {
  const txId = await ledger.createTxId(command);
  return ledger.submit({ ...command, txId }, { timeoutMs });
}

beforeEach(async () => {
  peer = new FabricPeer();
  await peer.listen();
  ledger = createFabricLedger(optionsFor(peer.port));
});
afterEach(() => {
  ledger.close();
  peer.stop();
});

describe('a command', () => {
  test('is endorsed, submitted and known by the block it is in', async () => {
    const command = newCommand();
    const txId = await ledger.createTxId(command);
    expect(txId).toMatch(/^[0-9a-f]{64}$/u);
    const receipt = await ledger.submit({ ...command, txId }, { timeoutMs });
    expect(receipt).toEqual({ txId, blockNumber: 0n, validationCode: 'VALID' });
    expect(peer.calls).toEqual(['endorse', 'submit', 'commitStatus']);
    expect(await ledger.findByCommand({ ...command, txId }, { timeoutMs })).toEqual(receipt);
  });

  test('given again takes no effect and gets the answer of its first transaction', async () => {
    const command = newCommand();
    const first = await submit(command);
    expect(await submit(command)).toEqual(first);
    expect(peer.blocks).toHaveLength(1);
  });

  test('that the contract refuses is in a block with the reason', async () => {
    const userId = randomUUID();
    await submit(newCommand(userId));
    const again = await submit(newCommand(userId));
    expect(again).toMatchObject({ blockNumber: 1n, validationCode: 'USER_EXISTS' });
  });

  test('cannot be submitted twice under one transaction id', async () => {
    const command = newCommand();
    const txId = await ledger.createTxId(command);
    await ledger.submit({ ...command, txId }, { timeoutMs });
    await expect(ledger.submit({ ...command, txId }, { timeoutMs })).rejects.toMatchObject({
      outcome: 'RETRY',
      code: 'ledger.proposal_gone',
    });
  });
});

describe('an error of endorsement', () => {
  const cases = [
    [status.UNAVAILABLE, 'RETRY', 'ledger.unavailable'],
    [status.ABORTED, 'RETRY', 'ledger.unavailable'],
    [status.RESOURCE_EXHAUSTED, 'RETRY', 'ledger.unavailable'],
    // How Fabric's gateway says that it finds too few endorsers.
    [status.FAILED_PRECONDITION, 'RETRY', 'ledger.unavailable'],
    [status.DEADLINE_EXCEEDED, 'RETRY', 'ledger.unavailable'],
    [status.PERMISSION_DENIED, 'GIVE_UP', 'ledger.endorsement_refused'],
    [status.INVALID_ARGUMENT, 'GIVE_UP', 'ledger.endorsement_refused'],
  ] as const;

  test.each(cases)('of status %i means %s: nothing was submitted', async (code, outcome, name) => {
    peer.faults.endorse = () => fault(code, 'no');
    await expect(submit(newCommand())).rejects.toMatchObject({ outcome, code: name });
    expect(peer.calls).not.toContain('submit');
  });

  test('of the chaincode itself is given up, with what it said', async () => {
    peer.faults.endorse = () => {
      const detail = new protos.gateway.ErrorDetail();
      detail.setMessage('chaincode response 500, undefined is not a function');
      // google.rpc.Status { details = 3: Any { value = 2 } }
      const field = (number: number, bytes: Uint8Array) =>
        Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
      const details = field(3, field(2, detail.serializeBinary()));
      const error = fault(status.ABORTED, 'failed to endorse');
      error.metadata.set('grpc-status-details-bin', details);
      return error;
    };
    await expect(submit(newCommand())).rejects.toMatchObject({
      outcome: 'GIVE_UP',
      code: 'ledger.chaincode_failed',
      message: expect.stringContaining('undefined is not a function'),
    });
  });
});

describe('a lost answer', () => {
  test('to a submission that arrived is asked for before anything else', async () => {
    peer.faults.isSubmitAnswerLost = () => true;
    const receipt = await submit(newCommand());
    expect(receipt).toMatchObject({ blockNumber: 0n, validationCode: 'VALID' });
    expect(peer.calls).toEqual(['endorse', 'submit', 'commitStatus']);
  });

  test('to a submission that never arrived is unknown; the next attempt is a new transaction', async () => {
    const command = newCommand();
    const txId = await ledger.createTxId(command);
    peer.faults.isSubmitLost = () => true;
    await expect(ledger.submit({ ...command, txId }, { timeoutMs })).rejects.toMatchObject({
      outcome: 'RETRY',
      code: 'ledger.outcome_unknown',
    });
    peer.faults.isSubmitLost = () => false;
    expect(await ledger.findByCommand({ ...command, txId }, { timeoutMs })).toBeNull();
    const receipt = await submit(command);
    expect(receipt).toMatchObject({ validationCode: 'VALID' });
    expect(receipt.txId).not.toBe(txId);
  });

  test('about a commit leaves the outcome unknown, and is found by the command', async () => {
    const command = newCommand();
    const txId = await ledger.createTxId(command);
    peer.faults.isStatusAnswerLost = () => true;
    await expect(ledger.submit({ ...command, txId }, { timeoutMs })).rejects.toMatchObject({
      outcome: 'RETRY',
      code: 'ledger.outcome_unknown',
    });
    peer.faults.isStatusAnswerLost = () => false;
    const found = await ledger.findByCommand({ ...command, txId }, { timeoutMs });
    expect(found).toEqual({ txId, blockNumber: 0n, validationCode: 'VALID' });
  });

  test('of a process that died is found by the next one', async () => {
    const command = newCommand();
    const receipt = await submit(command);
    const other = createFabricLedger(optionsFor(peer.port));
    const found = await other.findByCommand({ ...command, txId: receipt.txId }, { timeoutMs });
    other.close();
    expect(found).toEqual(receipt);
  });
});

describe('a transaction in a block', () => {
  test('that lost a race there is tried again, and its command takes effect once', async () => {
    const command = newCommand();
    peer.faults.beforeCommit = () => {
      peer.faults.beforeCommit = undefined;
      peer.touch();
    };
    await expect(submit(command)).rejects.toMatchObject({
      outcome: 'RETRY',
      code: 'ledger.lost_race',
    });
    expect(peer.blocks.map(({ code }) => code)).toEqual([MVCC_READ_CONFLICT]);
    const { txId } = peer.blocks[0]!;
    expect(await ledger.findByCommand({ ...command, txId }, { timeoutMs })).toBeNull();
    expect(await submit(command)).toMatchObject({ blockNumber: 1n, validationCode: 'VALID' });
  });

  test('that is invalid for another reason is given up, with the reason', async () => {
    peer.faults.code = () => ENDORSEMENT_POLICY_FAILURE;
    await expect(submit(newCommand())).rejects.toMatchObject({
      outcome: 'GIVE_UP',
      code: 'ledger.transaction_invalid',
      message: expect.stringContaining('ENDORSEMENT_POLICY_FAILURE'),
    });
  });

  test('that comes late loses or wins against the second one: the command takes effect once', async () => {
    const command = newCommand();
    peer.faults.isHeldBack = () => true;
    const txId = await ledger.createTxId(command);
    await expect(ledger.submit({ ...command, txId }, { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'ledger.outcome_unknown',
    });
    expect(await ledger.findByCommand({ ...command, txId }, { timeoutMs: 200 })).toBeNull();
    const second = await ledger.createTxId(command);
    const trying = ledger.submit({ ...command, txId: second }, { timeoutMs });
    await expect.poll(() => peer.calls.filter((call) => call === 'submit').length).toBe(2);
    peer.flush();
    await expect(trying).rejects.toMatchObject({ outcome: 'RETRY', code: 'ledger.lost_race' });
    const found = await ledger.findByCommand({ ...command, txId: second }, { timeoutMs });
    expect(found).toEqual({ txId, blockNumber: 0n, validationCode: 'VALID' });
    expect(peer.blocks.map(({ code }) => code)).toEqual([0, MVCC_READ_CONFLICT]);
  });
});

describe('a command that is cancelled', () => {
  test('is closed for good: whoever submits it later is told so, and it has no effect', async () => {
    const command = newCommand();
    const closed = await ledger.cancel(command, { timeoutMs });
    expect(closed).toMatchObject({ blockNumber: 0n, validationCode: 'CANCELLED' });
    expect(await submit(command)).toEqual(closed);
    expect(await ledger.cancel(command, { timeoutMs })).toEqual(closed);
    const asked = { ...command, txId: 'f'.repeat(64) };
    expect(await ledger.findByCommand(asked, { timeoutMs })).toEqual(closed);
    expect(peer.blocks).toHaveLength(1);
    expect((await ledger.readEvents(range)).events).toEqual([]);
  });

  test('that the ledger has is answered with what became of it', async () => {
    const command = newCommand();
    const receipt = await submit(command);
    expect(await ledger.cancel(command, { timeoutMs })).toEqual(receipt);
    expect(peer.blocks).toHaveLength(1);
  });

  test('while its transaction is under way is cancelled or carried out, never both', async () => {
    for (const isFirst of [true, false]) {
      const command = newCommand();
      peer.faults.isHeldBack = () => true;
      const settle = async (act: Promise<unknown>) => act.catch((error: unknown) => error);
      const late = () => settle(submit(command));
      const closing = () => settle(ledger.cancel(command, { timeoutMs }));
      const before = peer.calls.filter((call) => call === 'submit').length;
      const acts = [];
      for (const act of isFirst ? [late, closing] : [closing, late]) {
        acts.push(act());
        const isIn = () => peer.calls.filter((call) => call === 'submit').length;
        await expect.poll(isIn).toBe(before + acts.length);
      }
      peer.flush();
      const [won, lost] = await Promise.all(acts);
      expect(won).toMatchObject({ validationCode: isFirst ? 'VALID' : 'CANCELLED' });
      expect(lost).toMatchObject({ outcome: 'RETRY', code: 'ledger.lost_race' });
      peer.faults.isHeldBack = () => false;
      expect(await ledger.cancel(command, { timeoutMs })).toEqual(won);
    }
  });

  test('and whose answer was lost is asked about, and closed once', async () => {
    const command = newCommand();
    peer.faults.isStatusAnswerLost = () => true;
    await expect(ledger.cancel(command, { timeoutMs })).rejects.toMatchObject({
      ...{ outcome: 'RETRY', code: 'ledger.outcome_unknown' },
    });
    peer.faults.isStatusAnswerLost = () => false;
    expect(await ledger.cancel(command, { timeoutMs })).toMatchObject({
      ...{ blockNumber: 0n, validationCode: 'CANCELLED' },
    });
    expect(peer.blocks).toHaveLength(1);
  });
});

describe('events', () => {
  test('come in block order, each with its place, and again from any checkpoint on', async () => {
    const users = [randomUUID(), randomUUID(), randomUUID()];
    for (const userId of users) await submit(newCommand(userId));
    const all = await ledger.readEvents(range);
    expect(all.throughBlock).toBe(2n);
    expect(
      all.events.map(({ name, blockNumber, eventIndex }) => ({ name, blockNumber, eventIndex })),
    ).toEqual(
      [0n, 1n, 2n].map((blockNumber) => ({ name: 'UserCreated', blockNumber, eventIndex: 0 })),
    );
    expect(all.events.map(({ payload }) => payload)).toEqual(
      users.map((userId) => ({ userId, countryCode: 'KE' })),
    );
    const rest = await ledger.readEvents({ ...range, afterBlock: 1n, afterIndex: 0 });
    expect(rest.events.map(({ blockNumber }) => blockNumber)).toEqual([2n]);
    const none = await ledger.readEvents({ ...range, afterBlock: 2n, afterIndex: 0 });
    expect(none).toEqual({ events: [], throughBlock: 2n });
    expect(await ledger.readEvents(range)).toEqual(all);
  });

  test('of blocks that have none are read as well, so that the head is come to', async () => {
    peer.configure();
    await submit(newCommand());
    const userId = randomUUID();
    await submit(newCommand(userId));
    await submit(newCommand(userId));
    peer.configure();
    const all = await ledger.readEvents(range);
    expect(all.events.map(({ blockNumber }) => blockNumber)).toEqual([1n, 2n]);
    expect(all.throughBlock).toBe(4n);
    expect(await ledger.readEvents({ ...range, afterBlock: 4n })).toEqual({
      ...{ events: [], throughBlock: 4n },
    });
  });

  test('of another chaincode on the channel are not ours', async () => {
    await submit(newCommand());
    const other = createFabricLedger(optionsFor(peer.port, { chaincode: 'other' }));
    expect(await other.readEvents(range)).toEqual({ events: [], throughBlock: 0n });
    other.close();
  });

  test('an invalid transaction has none', async () => {
    peer.faults.code = () => ENDORSEMENT_POLICY_FAILURE;
    await submit(newCommand()).catch(() => undefined);
    expect((await ledger.readEvents(range)).events).toEqual([]);
    expect(await ledger.head({ tenantId, channel: 'main' })).toEqual({
      blockNumber: 0n,
      blockAt: null,
    });
  });

  test('at most as many blocks as asked for are read', async () => {
    for (let made = 0; made < 4; made += 1) await submit(newCommand());
    const part = await ledger.readEvents({ ...range, afterBlock: 0n, afterIndex: 0, limit: 2 });
    expect(part.events.map(({ blockNumber }) => blockNumber)).toEqual([1n, 2n]);
    expect(part.throughBlock).toBe(2n);
  });
});

test('a peer that went away is met again when it is back', async () => {
  const command = newCommand();
  const receipt = await submit(command);
  const { port } = peer;
  peer.stop();
  await expect(submit(newCommand())).rejects.toMatchObject({ outcome: 'RETRY' });
  await expect(ledger.readEvents(range)).rejects.toMatchObject({ outcome: 'RETRY' });
  await peer.listen(undefined, port);
  await expect
    .poll(
      () =>
        ledger.findByCommand({ ...command, txId: receipt.txId }, { timeoutMs }).catch(() => null),
      {
        timeout: 10_000,
      },
    )
    .toEqual(receipt);
  expect(await submit(newCommand())).toMatchObject({ validationCode: 'VALID' });
});

describe('over TLS', () => {
  let folder: string;
  const read = (name: string) => readFileSync(join(folder, name));
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fabric-tls-'));
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    const name = ['-subj', '/CN=peer0.example', '-addext', 'subjectAltName=DNS:peer0.example'];
    openssl('req', '-x509', ...key, ...name, '-keyout', 'key.pem', '-out', 'cert.pem');
    openssl(
      'req',
      '-x509',
      ...key,
      '-subj',
      '/CN=other',
      '-keyout',
      'other-key.pem',
      '-out',
      'other.pem',
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function overTls(rootCertificate: Buffer): Promise<FabricLedger> {
    const pair = { private_key: read('key.pem'), cert_chain: read('cert.pem') };
    const secure = new FabricPeer();
    await secure.listen(grpc.ServerCredentials.createSsl(null, [pair]));
    peer.stop();
    peer = secure;
    ledger.close();
    ledger = createFabricLedger(
      optionsFor(secure.port, { tls: { rootCertificate, serverName: 'peer0.example' } }),
    );
    return ledger;
  }

  test('a peer with the expected certificate is talked to', async () => {
    await overTls(read('cert.pem'));
    expect(await submit(newCommand())).toMatchObject({ validationCode: 'VALID' });
  });

  test('a peer with another one never sees a command', async () => {
    await overTls(read('other.pem'));
    await expect(submit(newCommand())).rejects.toMatchObject({ outcome: 'RETRY' });
    expect(peer.calls).toEqual([]);
  });
});

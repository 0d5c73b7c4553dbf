#!/usr/bin/env node
/*
 * Verifies an exported chain by itself: this one file, Node 20 or newer, nothing else of the platform.
 * docs/ledger-format.md describes what it reads and what it checks.
 *
 *   node verify-ledger.mjs <export> [--head <file>] [--key <public key>]
 *
 * --head: a head that was signed earlier and kept elsewhere. --key: who must have signed it, 32 bytes
 * in base64; without it the key that stands in the head itself, which whoever forged it could have
 * put there. Exit codes: 0 intact, 1 broken or not trusted, 2 called the wrong way.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const maxDepth = 32;
const noHash = '0'.repeat(64);
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

class Broken extends Error {}
class WrongCall extends Error {}

/** RFC 8785, with integers for numbers and at most 32 levels. */
function canonical(value, depth = 0) {
  if (depth > maxDepth) throw new TypeError('nested too deep');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\u0000')) throw new TypeError('bad text');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('not an integer');
    return String(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  }
  if (typeof value !== 'object') throw new TypeError('no JSON');
  const names = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1));
  return `{${names.map((name) => `${canonical(name)}:${canonical(value[name], depth + 1)}`).join(',')}}`;
}

function hashOf(value) {
  return createHash('sha256').update(canonical(value), 'utf8').digest('hex');
}

function tryHash(value) {
  try {
    return hashOf(value);
  } catch {
    return null;
  }
}

/** One block against the one before it; what it says of itself comes last. */
function checkBlock(block, chain) {
  const { tenantId, channel, next, previousHash } = chain;
  const { blockNumber, transactions, transactionCount, createdAt } = block;
  if (blockNumber !== String(next)) throw new Broken(`is not there, block ${blockNumber} is`);
  if (!Array.isArray(transactions) || transactions.length !== transactionCount) {
    throw new Broken(
      `holds ${transactions?.length} transactions, was made with ${transactionCount}`,
    );
  }
  transactions.forEach((transaction, index) => {
    const { hash, ...content } = transaction;
    if (content.indexInBlock !== index) throw new Broken('transactions are out of order');
    const format = 'freehold.ledger.transaction.1';
    if (tryHash({ format, tenantId, channel, blockNumber, ...content }) !== hash) {
      throw new Broken(`content of transaction ${content.txId} does not match its hash`);
    }
  });
  const hashes = transactions.map(({ hash }) => hash);
  if (hashOf({ format: 'freehold.ledger.data.1', transactions: hashes }) !== block.dataHash) {
    throw new Broken('transactions do not match the data hash');
  }
  if (block.previousHash !== previousHash) {
    throw new Broken('does not carry the hash of the block before it');
  }
  const content = {
    format: 'freehold.ledger.block.1',
    ...{ tenantId, channel, blockNumber, previousHash, transactionCount, createdAt },
    dataHash: block.dataHash,
  };
  if (tryHash(content) !== block.hash) throw new Broken('content does not match its hash');
}

/** Why a head cannot be trusted, or null. */
function distrust(head, { tenantId, channel }, key) {
  const { signature, ...unsigned } = head;
  if (unsigned.format !== 'freehold.ledger.head.1') return 'is no signed head';
  if (unsigned.tenantId !== tenantId || unsigned.channel !== channel) return 'is of another chain';
  if (key !== undefined && unsigned.publicKey !== key) return 'was signed by another key';
  const spki = Buffer.concat([spkiPrefix, Buffer.from(unsigned.publicKey, 'base64')]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const bytes = Buffer.from(canonical(unsigned), 'utf8');
  const isSigned = verify(null, bytes, publicKey, Buffer.from(signature, 'base64'));
  return isSigned ? null : 'has a signature that does not match it';
}

function parseLine(line) {
  try {
    return JSON.parse(line);
  } catch {
    throw new Broken('is not JSON');
  }
}

function readHeader(line, { head, key }) {
  const header = parseLine(line);
  if (header.format !== 'freehold.ledger.export.1')
    throw new WrongCall('This is no exported chain.');
  const known = [header.head, ...(head === undefined ? [] : [head])];
  for (const [index, one] of known.entries()) {
    const reason = distrust(one, header, key);
    if (reason !== null) {
      throw new WrongCall(
        `NOT TRUSTED: the head ${index === 0 ? 'of the export' : 'that was given'} ${reason}`,
      );
    }
  }
  return { tenantId: header.tenantId, channel: header.channel, known };
}

/** Reads the export line by line; gives what there was to say and the exit code. */
async function verifyExport(file, options) {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  let chain = null;
  let transactions = 0;
  try {
    for await (const line of lines) {
      if (chain === null) {
        chain = { ...readHeader(line, options), next: 0, previousHash: noHash };
        continue;
      }
      const block = parseLine(line);
      checkBlock(block, chain);
      const noted = chain.known.filter(({ blockNumber }) => blockNumber === block.blockNumber);
      if (noted.some(({ hash }) => hash !== block.hash)) {
        throw new Broken('is not the block whose hash was signed');
      }
      if (chain.next > Number(chain.known[0].blockNumber)) throw new Broken('stands past the head');
      chain.previousHash = block.hash;
      chain.next += 1;
      transactions += block.transactions.length;
    }
    if (chain === null) throw new WrongCall('The file is empty.');
    const missing = chain.known.find(({ blockNumber }) => Number(blockNumber) >= chain.next);
    if (missing !== undefined) {
      throw new Broken(`is missing, the head that was signed is block ${missing.blockNumber}`);
    }
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { code: 1, text: `BROKEN at block ${chain?.next ?? 0}: ${error.message}` };
  }
  const head = `head ${chain.next - 1}:${chain.previousHash}`;
  return { code: 0, text: `intact, ${chain.next} blocks, ${transactions} transactions, ${head}` };
}

function takeArguments(given) {
  const rest = [...given];
  const take = (name) => {
    const at = rest.indexOf(name);
    if (at === -1) return undefined;
    const [, value] = rest.splice(at, 2);
    if (value === undefined) throw new WrongCall(`${name} needs a value.`);
    return value;
  };
  const headFile = take('--head');
  const key = take('--key');
  if (rest.length !== 1) {
    throw new WrongCall('node verify-ledger.mjs <export> [--head <file>] [--key <public key>]');
  }
  const head = headFile === undefined ? undefined : JSON.parse(readFileSync(headFile, 'utf8'));
  return { file: rest[0], head, key };
}

try {
  const { file, ...options } = takeArguments(process.argv.slice(2));
  const { code, text } = await verifyExport(file, options);
  console.log(text);
  process.exitCode = code;
} catch (error) {
  console.error(error instanceof WrongCall ? error.message : `Not verified: ${error.message}`);
  process.exitCode = error instanceof WrongCall && !error.message.startsWith('NOT TRUSTED') ? 2 : 1;
}

import type { Statement, StatementInput } from '@freehold/core-contracts/wallets';
import type { ServiceContext } from '../context.ts';
import { openSequence, sealSequence } from '../cursor.ts';
import { readEntries } from './statement-entries.ts';
import { assertUsableWallet, assertWallet } from './wallet-access.ts';

interface StatementCall {
  readonly ctx: ServiceContext;
  readonly input: StatementInput;
}

/** A stretch of a wallet's entries, newest first. Throws NOT_FOUND `entity.not_found`, INVALID `cursor.invalid`. */
export async function getStatement({ ctx, input }: StatementCall): Promise<Statement> {
  await assertWallet(ctx.db, input.walletId);
  return readStatement(ctx, input);
}

/** The same of a wallet that the caller may use. Throws as `getStatement` and `assertUsableWallet`. */
export async function getUsableStatement({ ctx, input }: StatementCall): Promise<Statement> {
  await assertUsableWallet(ctx, input.walletId);
  return readStatement(ctx, input);
}

async function readStatement(ctx: ServiceContext, input: StatementInput): Promise<Statement> {
  const { cursor, limit, ...filter } = input;
  const list = `statement:${filter.walletId}`;
  const before = cursor === undefined ? null : openSequence(ctx, list, cursor);
  const { entries, next } = await readEntries(ctx, filter, { before, limit });
  return {
    items: entries,
    nextCursor: next === null ? null : sealSequence(ctx, list, next),
    currencyCode: ctx.tenant.settings.currencyCode,
  };
}

import { createHmac } from 'node:crypto';
import { AppError } from '@freehold/core-contracts/errors';
import { z } from 'zod';
import type { ServiceContext } from './context.ts';
import { isSameDigest } from './keyring.ts';

/** Where a stretch of a long list ended: the row's time and id. */
export interface Position {
  readonly createdAt: Date;
  readonly id: string;
}

const Parts = z.tuple([z.int(), z.guid()]);

/**
 * A position as text that only its own list of its own tenant and reader takes back; `list` names
 * all three apart from the tenant, e.g. `notifications:<user id>`.
 */
export function sealCursor(ctx: ServiceContext, list: string, { createdAt, id }: Position): string {
  return seal(ctx, list, JSON.stringify([createdAt.getTime(), id]));
}

/** Reverses `sealCursor`. Throws INVALID `cursor.invalid` for one that was changed or is another list's. */
export function openCursor(ctx: ServiceContext, list: string, cursor: string): Position {
  const [at, id] = Parts.parse(JSON.parse(open(ctx, list, cursor)));
  return { createdAt: new Date(at), id };
}

/** As `sealCursor`, for a list that is numbered without a gap. */
export function sealSequence(ctx: ServiceContext, list: string, sequence: bigint): string {
  return seal(ctx, list, sequence.toString());
}

/** Reverses `sealSequence`. Throws INVALID `cursor.invalid`. */
export function openSequence(ctx: ServiceContext, list: string, cursor: string): bigint {
  return BigInt(open(ctx, list, cursor));
}

/** What follows a position in a list that goes from new to old. */
export function olderThan({ createdAt, id }: Position) {
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

function seal(ctx: ServiceContext, list: string, body: string): string {
  return `${Buffer.from(body).toString('base64url')}.${tagOf(ctx, list, body).toString('base64url')}`;
}

function open(ctx: ServiceContext, list: string, cursor: string): string {
  const [body = '', tag = ''] = cursor.split('.').map((part) => Buffer.from(part, 'base64url'));
  const text = body.toString();
  const given = typeof tag === 'string' ? Buffer.alloc(0) : tag;
  if (!isSameDigest(given, tagOf(ctx, list, text))) throw new AppError('INVALID', 'cursor.invalid');
  return text;
}

function tagOf({ keyring, tenant }: ServiceContext, list: string, body: string): Buffer {
  const key = keyring.digest('list.cursor', `${tenant.id}:${list}`);
  return createHmac('sha256', key).update(body).digest().subarray(0, 16);
}

import { Prisma } from '@freehold/core-db';
import { toAuditRow, type AuditRecord } from '../audit/record-audit.ts';
import { actorId, actorName, type ServiceContext } from '../context.ts';
import { contentDigest } from './transfer-digest.ts';
import type { TransferRequest } from './transfer-request.ts';

export interface PostOptions {
  /** The audit row of the call; null where the caller writes its own, last. Its `changes` get what came of it. */
  readonly audit: AuditRecord | null;
  /** What the transfers of one batch have in common. */
  readonly batchId?: string;
}

/** What one caller wants posted, on whose behalf. */
export interface TransferCall {
  readonly ctx: ServiceContext;
  readonly requests: readonly TransferRequest[];
  readonly options: PostOptions;
}

/** Calls that go in one statement. */
export type TransferCalls = readonly [TransferCall, ...TransferCall[]];

/** What the risk of a transfer is scored by, in the order of the database's function. */
export function toRiskTerms({ tenant }: ServiceContext): number[] {
  const { points, ...risk } = tenant.settings.money.risk;
  return [
    ...[points.newPayee, points.newDevice, points.unusualAmount, points.country],
    ...[points.night, points.velocity, points.threat],
    ...[risk.unusualAfter, risk.unusualFactor, risk.velocityFrom],
    ...[risk.nightFrom, risk.nightUntil, risk.reviewAt, risk.blockAt],
  ];
}

/** The statement that posts calls of one tenant which are judged by the same terms, at the same moment. */
export function toPostSql(calls: TransferCalls): Prisma.Sql {
  const { ctx } = calls[0];
  const requests = calls.flatMap((call) => call.requests);
  const of = <T>(pick: (request: TransferRequest) => T) => requests.map(pick);
  const legs = requests.flatMap((request, index) => request.legs.map((leg) => ({ leg, index })));
  const command = ({ hold, command: own }: TransferRequest) => (hold === null ? own : hold.command);
  const json = (value: unknown) => JSON.stringify(value);
  const transfers = Prisma.sql`
    ${of((one) => one.transferId)}::uuid[], ${of((one) => one.requestId)}::text[],
    ${of(contentDigest)}::text[], ${of((one) => one.kind)}::text[],
    ${of((one) => one.fromWalletId)}::uuid[], ${of((one) => one.fee)}::numeric[],
    ${of((one) => one.reference)}::text[], ${of((one) => one.sender?.userId ?? null)}::uuid[],
    ${of((one) => one.sender?.organizationId ?? null)}::uuid[],
    ${of((one) => one.sender?.deviceHash ?? null)}::text[],
    ${of((one) => one.businessAccountId)}::uuid[], ${of((one) => one.reversalOfId)}::uuid[],
    ${of(({ hold }) => hold && json(hold.rule))}::jsonb[],
    ${of(({ hold }) => hold && hold.expiresAt.toISOString())}::timestamptz[],
    ${of((one) => command(one)?.commandId ?? null)}::uuid[],
    ${of((one) => command(one)?.commandType ?? null)}::text[],
    ${of((one) => command(one)?.requestId ?? null)}::text[],
    ${of((one) => command(one)?.aggregateKey ?? null)}::text[],
    ${of((one) => json(command(one)?.payload ?? null))}::jsonb[],
    ${calls.flatMap((call, index) => call.requests.map(() => index + 1))}::integer[]`;
  const receivers = Prisma.sql`
    ${legs.map(({ index }) => index + 1)}::integer[],
    ${legs.map(({ leg }) => leg.toWalletId)}::uuid[],
    ${legs.map(({ leg }) => leg.amount)}::numeric[]`;
  const terms = Prisma.sql`
    ${calls.map(({ options }) => options.batchId ?? null)}::uuid[],
    ${calls.map((call) => call.ctx.actor.kind)}::text[],
    ${calls.map((call) => actorId(call.ctx.actor))}::text[],
    ${calls.map((call) => actorName(call.ctx.actor))}::text[],
    ${calls.map(({ ctx: own, options: { audit } }) => audit && json(toAuditRow(own, audit)))}::jsonb[]`;
  return Prisma.sql`SELECT post_transfer_calls(${transfers}, ${receivers}, ${terms},
    ${toRiskTerms(ctx)}::integer[], ${ctx.clock()}::timestamptz) AS "verdicts"`;
}

import { AppError } from '@freehold/core-contracts/errors';
import {
  inTransaction,
  withTenant,
  type TenantClient,
  type TenantTransaction,
} from '@freehold/core-db';
import type { ServiceContext, WakeTopic } from '@freehold/core-services/context';
import {
  claimIdempotencyKey,
  recordAnswer,
  releaseIdempotencyKey,
  type IdempotencyClaim,
  type RecordedAnswer,
} from '@freehold/core-services/idempotency/idempotency-key';
import type { RequestContext } from '@freehold/core-trpc/context';
import { toServiceContext } from '@freehold/core-trpc/procedures';
import { createCallerFactory } from '@freehold/core-trpc/trpc';
import type { AnyTRPCRouter } from '@trpc/server';
import type { Machine } from './authenticate.ts';
import { toJson } from './json-codec.ts';
import type { RestRoute } from './rest-routes.ts';

export interface RestCall {
  readonly route: RestRoute;
  readonly ctx: RequestContext;
  readonly machine: Machine;
  /** What the caller sent; what is implied is added here. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly idempotency: { readonly key: string; readonly digest: Uint8Array<ArrayBuffer> } | null;
}

export interface RestAnswer extends RecordedAnswer {
  readonly output: unknown;
  /** True for an answer that was given before. */
  readonly isReplayed: boolean;
}

export type CallProcedure = (call: RestCall) => Promise<RestAnswer>;

type Caller = (ctx: RequestContext, procedure: string, input: unknown) => Promise<unknown>;

/** Calls procedures of `router` as machines; a call under an idempotency key has its effect once. */
export function createCallProcedure(router: AnyTRPCRouter): CallProcedure {
  const createCaller = createCallerFactory(router);
  const call: Caller = (ctx, procedure, input) => {
    // A path that comes from the router itself names a procedure of it.
    const found = procedure
      .split('.')
      .reduce<unknown>(
        (part, name) => (part as Record<string, unknown>)[name],
        createCaller(ctx) as unknown,
      );
    return (found as (input: unknown) => Promise<unknown>)(input);
  };
  return (request) =>
    request.idempotency === null ? callPlainly(call, request) : callOnce(call, request);
}

async function callPlainly(call: Caller, request: RestCall): Promise<RestAnswer> {
  const { ctx, machine, route } = request;
  const output = await call({ ...ctx, apiKey: machine }, route.procedure, inputOf(request, null));
  return toAnswer(route, output);
}

async function callOnce(call: Caller, request: RestCall): Promise<RestAnswer> {
  const { ctx, machine, idempotency } = request;
  if (idempotency === null) throw new AppError('INTERNAL', 'idempotency.key_missing');
  const { apiKeyId } = machine.actor;
  return withTenant(machine.tenant.id, async () => {
    const service = toServiceContext(ctx, machine.tenant, machine.actor);
    const outcome = await claimIdempotencyKey(service, { apiKeyId, ...idempotency });
    if ('answer' in outcome) return { ...outcome.answer, output: null, isReplayed: true };
    try {
      return await callAndRecord(call, request, service, outcome.claim);
    } catch (error) {
      // Where that fails too the claim runs out by itself.
      await releaseIdempotencyKey(service, outcome.claim).catch(() => undefined);
      throw error;
    }
  });
}

/** The procedure and the record of its answer, in one transaction: there is never one without the other. */
async function callAndRecord(
  call: Caller,
  request: RestCall,
  service: ServiceContext,
  claim: IdempotencyClaim,
): Promise<RestAnswer> {
  const { ctx, machine, route } = request;
  const due = new Set<WakeTopic>();
  const work = async (tx: TenantTransaction) => {
    const platform = {
      ...ctx.platform,
      db: asClient(tx),
      // A worker that is woken before the commit finds nothing.
      wake: (topic: WakeTopic) => void due.add(topic),
    };
    const inside = { ...ctx, platform, apiKey: machine };
    const output = await call(inside, route.procedure, inputOf(request, claim));
    const done = toAnswer(route, output);
    await recordAnswer(tx, service, claim, done);
    return done;
  };
  // A race that was lost rolled all of it back; the claim still holds.
  const answer = await inTransaction(ctx.platform.db, work, { retry: { isSafe: true } });
  for (const topic of due) ctx.platform.wake(topic);
  return answer;
}

// The client of a transaction does what the client itself does; a transaction on it is a savepoint.
function asClient(tx: TenantTransaction): TenantClient {
  return tx as unknown as TenantClient;
}

function inputOf({ route, fields, machine }: RestCall, claim: IdempotencyClaim | null) {
  const { shape } = route.input;
  return {
    ...fields,
    ...('organizationId' in shape ? { organizationId: machine.actor.organizationId } : {}),
    ...('idempotencyKey' in shape && claim !== null ? { idempotencyKey: causeOf(claim) } : {}),
  };
}

// A key may mean something new once a day is over: each claim is a cause of its own.
function causeOf({ id, lockedUntil }: IdempotencyClaim): string {
  return `rest:${id}:${lockedUntil.getTime()}`;
}

function toAnswer({ successStatus = 200 }: RestRoute, output: unknown): RestAnswer {
  const body = successStatus === 204 ? '' : toJson(output);
  return { status: successStatus, body, output, isReplayed: false };
}

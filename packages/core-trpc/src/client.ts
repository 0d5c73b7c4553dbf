import type { SessionAudience } from '@freehold/core-contracts/enums';
import { PublicError } from '@freehold/core-contracts/errors';
import {
  createTRPCClientProxy,
  httpBatchLink,
  httpSubscriptionLink,
  isTRPCClientError,
  splitLink,
  TRPCUntypedClient,
  type TRPCClient,
  type TRPCRequestOptions,
} from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import {
  audienceHeader,
  repeatableHeader,
  requestHeader,
  tenantHeader,
} from '@freehold/core-contracts/headers';
import { eventStreamClass } from './event-stream.ts';
import { transformer } from './transformer.ts';

export interface ClientOptions {
  /** Where the router answers, e.g. `/trpc` in a browser. */
  readonly url: string;
  readonly audience: SessionAudience;
  /** Read at each request, so that one client serves whichever tenant the page shows. */
  readonly tenant: () => string | null;
  /** Asked when an act was refused for want of a fresh factor; where it answers true the act is tried once more. */
  readonly stepUp?: () => Promise<boolean>;
}

/** Lets a person prove themselves again and repeats what was refused until then. */
class SteppingUpClient extends TRPCUntypedClient<AnyTRPCRouter> {
  readonly #stepUp: () => Promise<boolean>;

  constructor(
    options: ConstructorParameters<typeof TRPCUntypedClient<AnyTRPCRouter>>[0],
    stepUp: () => Promise<boolean>,
  ) {
    super(options);
    this.#stepUp = stepUp;
  }

  override async mutation(path: string, input?: unknown, options?: TRPCRequestOptions) {
    try {
      return await super.mutation(path, input, options);
    } catch (error) {
      const isRefused = findPublicError(error)?.code === 'session.step_up_required';
      if (!isRefused || !(await this.#stepUp())) throw error;
      return super.mutation(path, input, options);
    }
  }
}

/** Largest number of calls that travel as one request. */
export const maxBatchSize = 20;

/** A typed client for a browser. Every call is a POST, so that no input is ever in an address. */
export function createClient<TRouter extends AnyTRPCRouter>(
  options: ClientOptions,
): TRPCClient<TRouter> {
  const headers = () => {
    const tenant = options.tenant();
    return {
      [requestHeader]: '1',
      [audienceHeader]: options.audience,
      ...(tenant === null ? {} : { [tenantHeader]: tenant }),
    };
  };
  const { url } = options;
  const calls = httpBatchLink<AnyTRPCRouter>({
    url,
    transformer,
    methodOverride: 'POST',
    maxItems: maxBatchSize,
    headers: ({ opList }) => ({
      ...headers(),
      ...(opList.every(({ type }) => type === 'query') ? { [repeatableHeader]: '1' } : {}),
    }),
  });
  // A subscription has no input, so that its address says nothing.
  const EventSource = eventStreamClass({ headers });
  const streams = httpSubscriptionLink<AnyTRPCRouter, typeof EventSource>({
    url,
    transformer,
    EventSource,
  });
  const link = splitLink({
    condition: ({ type }) => type === 'subscription',
    true: streams,
    false: calls,
  });
  const stepUp = options.stepUp ?? (async () => false);
  return createTRPCClientProxy<TRouter>(new SteppingUpClient({ links: [link] }, stepUp));
}

// A page server has nothing to say beside the code.
const AnsweredError = PublicError.extend({ params: PublicError.shape.params.default({}) });

/** The platform's own error in whatever a call threw; null when the answer never came or was not ours. */
export function findPublicError(error: unknown): PublicError | null {
  if (!isTRPCClientError(error)) return null;
  // A procedure's error comes inside tRPC's envelope; what stands in front of the procedures, guards
  // and page servers, answers with the error alone.
  const answer = error.meta?.['responseJSON'];
  for (const holder of [error.data as unknown, answer]) {
    if (typeof holder !== 'object' || holder === null || !('error' in holder)) continue;
    const parsed = AnsweredError.safeParse(holder.error);
    if (parsed.success) return parsed.data;
  }
  return null;
}

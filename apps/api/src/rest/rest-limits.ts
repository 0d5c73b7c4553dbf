import type { LimitUse, RateLimits } from '@freehold/core-trpc/rate-limits';

const windowSeconds = 60;
/** Requests without a right key that a network may make in a minute. */
export const maxRefusedPerMinute = 100;
const mostNetworks = 10_000;

/** What limits machines: each key by its tenant's setting, and networks that have no right key. */
export function createRestLimits(limits: RateLimits, now: () => number = Date.now) {
  const keys = limits.define({ name: 'api-key', windowSeconds });
  const refusals = limits.define({ name: 'api-refusal', windowSeconds });
  // Networks past the limit, so that their next requests cost no look-up.
  const shut = new Map<string, number>();

  return {
    takeKey: (apiKeyId: string, perMinute: number): Promise<LimitUse> =>
      keys.take(apiKeyId, perMinute),
    /** Seconds that a network must wait, or null. */
    findWait(network: string): number | null {
      const until = shut.get(network);
      if (until === undefined) return null;
      const waitMs = until - now();
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      shut.delete(network);
      return null;
    },
    /** Counts a request without a right key. */
    async countRefusal(network: string): Promise<void> {
      const use = await refusals.take(network, maxRefusedPerMinute);
      if (use.remaining > 0) return;
      if (shut.size >= mostNetworks) shut.clear();
      shut.set(network, now() + use.resetMs);
    },
  };
}

export type RestLimits = ReturnType<typeof createRestLimits>;

/** How much of a key's minute is left (draft-ietf-httpapi-ratelimit-headers). */
export function rateLimitHeaders({ limit, remaining, resetMs }: LimitUse): Record<string, string> {
  const resetSeconds = Math.ceil(resetMs / 1000);
  return {
    'ratelimit-policy': `"key";q=${limit};w=${windowSeconds}`,
    ratelimit: `"key";r=${remaining};t=${resetSeconds}`,
  };
}

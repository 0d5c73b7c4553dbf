/*
 * How often something may be done. The count of a key is shared by every process where REDIS_URL is
 * set, and is this process's own otherwise. While Redis does not answer each process counts for
 * itself, so that requests are answered all the same and the limit is at worst that many times as
 * wide; it is said once in the log and shown in a metric.
 */
import type { Metrics } from '@freehold/core-observability';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';

export interface LimitUse {
  readonly isTaken: boolean;
  /** Uses in the window that runs. */
  readonly limit: number;
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetMs: number;
}

export interface RateLimit {
  /** Takes one use of `limit` for `key` in a window that began with its first use. Never throws. */
  take(key: string, limit: number): Promise<LimitUse>;
}

export interface RateLimits {
  /** The same name is the same limit in every process. */
  define(options: { readonly name: string; readonly windowSeconds: number }): RateLimit;
  close(): void;
}

export interface RateLimitsOptions {
  readonly redisUrl?: string | undefined;
  readonly logger: ServiceLogger;
  readonly metrics?: Pick<Metrics, 'countLimit' | 'setLimitsShared'>;
  /** Leads every key. */
  readonly prefix?: string;
}

// The counters only count: what is too much is decided by the limit of each use.
const points = Number.MAX_SAFE_INTEGER;

/** Limits over Redis where its address is given, else of this process alone. */
export function createRateLimits(options: RateLimitsOptions): RateLimits {
  const { logger, metrics, redisUrl, prefix = 'freehold' } = options;
  const shared = redisUrl === undefined ? null : connect(redisUrl, logger, metrics);
  return {
    define({ name, windowSeconds }) {
      const settings = { points, duration: windowSeconds, keyPrefix: `${prefix}:limit:${name}` };
      const own = new RateLimiterMemory(settings);
      const ours =
        shared === null
          ? null
          : new RateLimiterRedis({
              ...settings,
              storeClient: shared.redis,
              useRedisPackage: false,
            });
      return {
        async take(key, limit) {
          const counted =
            (ours === null ? null : await shared?.count(() => ours.consume(key))) ??
            (await own.consume(key));
          const isTaken = counted.consumedPoints <= limit;
          metrics?.countLimit({ limit: name, outcome: isTaken ? 'taken' : 'refused' });
          return {
            isTaken,
            limit,
            remaining: Math.max(0, limit - counted.consumedPoints),
            resetMs: Math.max(0, counted.msBeforeNext),
          };
        },
      };
    },
    close: () => shared?.close(),
  };
}

const commandTimeoutMs = 250;
/** How long Redis is left alone after it failed: a request waits for it once, not each time. */
const awayMs = 2_000;

function connect(url: string, logger: ServiceLogger, metrics: RateLimitsOptions['metrics']) {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: commandTimeoutMs,
    retryStrategy: (times) => Math.min(times * 100, awayMs),
  });
  const state = { awayUntil: 0, isWarned: false, isClosed: false };
  metrics?.setLimitsShared(false);

  function lose(error: unknown): void {
    if (state.isClosed) return;
    state.awayUntil = Date.now() + awayMs;
    metrics?.setLimitsShared(false);
    if (state.isWarned) return;
    state.isWarned = true;
    // A connection error may quote the address, and that a password.
    const { name = 'Error', code } = (error ?? {}) as { name?: string; code?: string };
    logger.warn(
      { err: { name, code } },
      'Redis does not answer; each process counts its own limits',
    );
  }

  function find(): void {
    metrics?.setLimitsShared(true);
    if (!state.isWarned) return;
    state.isWarned = false;
    logger.info({}, 'Redis answers again; limits are shared');
  }

  redis.on('error', lose);
  redis.on('ready', () => {
    state.awayUntil = 0;
    find();
  });
  return {
    redis,
    /** Null where Redis could not count. */
    async count(consume: () => Promise<RateLimiterRes>): Promise<RateLimiterRes | null> {
      if (redis.status !== 'ready' || Date.now() < state.awayUntil) return null;
      try {
        const counted = await consume();
        find();
        return counted;
      } catch (error) {
        lose(error);
        return null;
      }
    },
    close() {
      state.isClosed = true;
      redis.disconnect();
    },
  };
}

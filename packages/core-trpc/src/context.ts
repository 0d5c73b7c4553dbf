import type { SessionAudience } from '@freehold/core-contracts/enums';
import type { TenantClient } from '@freehold/core-db';
import type { Cache } from '@freehold/core-services/cache/cache';
import type {
  Actor,
  PublicAddresses,
  RelyingParty,
  ServiceTenant,
  WakeTopic,
} from '@freehold/core-services/context';
import type { LiveNotifications } from '@freehold/core-services/notifications/live-notifications';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import type { Keyring } from '@freehold/core-services/keyring';
import type { TenantDirectory } from '@freehold/core-services/tenants/tenant-directory';
import type { ServiceTokens } from './service-tokens.ts';

/** What a process wires together once. */
export interface Platform {
  readonly db: TenantClient;
  readonly keyring: Keyring;
  readonly tenants: TenantDirectory;
  readonly clock: () => Date;
  readonly logger: ServiceLogger;
  readonly isDevelopment: boolean;
  readonly addresses: PublicAddresses;
  readonly wake: (topic: WakeTopic) => void;
  readonly serviceTokens: ServiceTokens;
  readonly live: LiveNotifications;
  readonly cache?: Cache | undefined;
  readonly relyingParty?: RelyingParty | undefined;
  /** Called once per procedure call, for metrics. */
  readonly onCall?: (call: {
    path: string;
    kind: 'query' | 'mutation' | 'subscription';
    durationMs: number;
    code: string;
  }) => void;
}

/** One HTTP request, before anyone is signed in. */
export interface RequestContext {
  readonly platform: Platform;
  readonly request: {
    readonly id: string;
    readonly ip: string | null;
    readonly userAgent: string | null;
    readonly tenantSlug: string | null;
    readonly audience: SessionAudience | null;
    readonly cookies: Readonly<Record<string, string>>;
    readonly bearer: string | null;
  };
  /** A machine that has proven its key; set by the REST side alone. */
  readonly apiKey?:
    | { readonly tenant: ServiceTenant; readonly actor: Extract<Actor, { kind: 'API_KEY' }> }
    | undefined;
  /** Headers of the answer; procedures set cookies through it. */
  readonly responseHeaders: Headers;
}

import type { UserRole } from '@freehold/core-contracts/enums';
import type { ApiScope } from '@freehold/core-contracts/permissions';
import type { TenantSettings, TenantSummary } from '@freehold/core-contracts/tenants';
import type { TenantClient } from '@freehold/core-db';
import type { Cache } from './cache/cache.ts';
import type { Keyring } from './keyring.ts';
import type { ServiceLogger } from './service-logger.ts';

/** Who acts. Staff in the console are operators, of this tenant or of the platform; people in the portal are users. */
export type Actor =
  | {
      readonly kind: 'USER';
      readonly userId: string;
      readonly role: UserRole;
      readonly name: string;
    }
  | {
      readonly kind: 'OPERATOR';
      readonly userId: string;
      readonly homeTenantId: string;
      readonly role: UserRole;
      readonly name: string;
      /** What one person with accounts in two tenants is known by. */
      readonly email?: string;
    }
  | {
      readonly kind: 'API_KEY';
      readonly apiKeyId: string;
      readonly organizationId: string;
      readonly scopes: readonly ApiScope[];
      readonly name: string;
    }
  | { readonly kind: 'SERVICE'; readonly service: string }
  | { readonly kind: 'SYSTEM'; readonly name: string };

/** Queues a worker may be woken for once a transaction has committed. */
export type WakeTopic = 'outbox' | 'messages' | 'webhooks' | 'notifications';

/** Where people reach the two sites, without a slash at the end: what links in messages begin with. */
export interface PublicAddresses {
  readonly portal: string;
  readonly console: string;
}

/** Whom passkeys are made for (WebAuthn level 3, section 4). */
export interface RelyingParty {
  /** The domain that both sites share, or `localhost`. */
  readonly id: string;
  /** Where a browser may use them from. */
  readonly origins: readonly string[];
}

export interface ServiceTenant extends TenantSummary {
  readonly settings: TenantSettings;
}

/** Everything a business verb may use. Opened per request or per work item, inside the tenant's scope. */
export interface ServiceContext {
  readonly db: TenantClient;
  readonly tenant: ServiceTenant;
  readonly actor: Actor;
  readonly request: {
    readonly id: string;
    readonly ip: string | null;
    readonly userAgent: string | null;
    /** What the browser's device cookie holds; a secret. */
    readonly deviceSecret?: string | null;
  };
  readonly clock: () => Date;
  readonly keyring: Keyring;
  readonly logger: ServiceLogger;
  readonly isDevelopment: boolean;
  readonly addresses: PublicAddresses;
  /** Wakes the worker early; losing the call only costs a poll. */
  readonly wake: (topic: WakeTopic) => void;
  /** In front of hot reads; without it they go to the database. */
  readonly cache?: Cache | undefined;
  /** Where people sign in; without it there are no passkeys. */
  readonly relyingParty?: RelyingParty | undefined;
}

/** Name of an actor as people read it. */
export function actorName(actor: Actor): string {
  return actor.kind === 'SERVICE' ? `service ${actor.service}` : actor.name;
}

/** Id of the person or key that acts; null where neither does. */
export function actorId(actor: Actor): string | null {
  if (actor.kind === 'USER' || actor.kind === 'OPERATOR') return actor.userId;
  return actor.kind === 'API_KEY' ? actor.apiKeyId : null;
}

/** A key that tells two actors apart, whichever tenant they are of. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'USER':
      return `user:${actor.userId}`;
    case 'OPERATOR':
      return `operator:${actor.homeTenantId}:${actor.userId}`;
    case 'API_KEY':
      return `key:${actor.apiKeyId}`;
    case 'SERVICE':
      return `service:${actor.service}`;
    case 'SYSTEM':
      return `system:${actor.name}`;
  }
}

import type { LedgerEvent } from '../ledger-gateway.ts';
import { analytics } from './analytics.ts';
import { governance } from './governance.ts';
import { loans } from './loans.ts';
import { money } from './money.ts';
import { multisig } from './multisig.ts';
import { organizations } from './organizations.ts';
import type { EventHandler, Projection } from './projection.ts';
import { system } from './system.ts';
import { userActivation } from './user-activation.ts';

/** Every projection there is; a worker runs one projector for each. */
export const projections: readonly Projection[] = [
  userActivation,
  money,
  organizations,
  multisig,
  loans,
  governance,
  system,
  analytics,
];

/** The projection of a name, or null. */
export function findProjection(name: string): Projection | null {
  return projections.find((projection) => projection.name === name) ?? null;
}

export type Handling =
  | { readonly kind: 'HANDLE'; readonly handler: EventHandler }
  /** Another projection's business. */
  | { readonly kind: 'SKIP' }
  /** Nobody knows it in this version: it is set aside, not guessed at. */
  | { readonly kind: 'UNKNOWN'; readonly reason: string };

/** What `projection` does with an event. */
export function findHandling(
  projection: Projection,
  { name, version }: Pick<LedgerEvent, 'name' | 'version'>,
  all: readonly Projection[] = projections,
): Handling {
  const handler = handlerOf(projection, name, version);
  if (handler !== undefined) return { kind: 'HANDLE', handler };
  const isOwnName = Object.hasOwn(projection.handlers, name);
  const isOthers = all.some((other) => handlerOf(other, name, version) !== undefined);
  if (isOthers && !isOwnName) return { kind: 'SKIP' };
  const isNameKnown = all.some(({ handlers }) => Object.hasOwn(handlers, name));
  const reason = isNameKnown
    ? `Version ${version} of ${name} is unknown`
    : `No projection knows the event ${name}`;
  return { kind: 'UNKNOWN', reason };
}

function handlerOf(
  { handlers }: Projection,
  name: string,
  version: number,
): EventHandler | undefined {
  return Object.hasOwn(handlers, name) ? handlers[name]?.[version] : undefined;
}

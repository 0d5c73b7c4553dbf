import type { RelyingParty } from '@freehold/core-services/context';

/** Whom passkeys are made for: the domain, and those of the pages that are in it. Undefined where none is, because no browser would make one there. */
export function toRelyingParty(id: string, origins: readonly string[]): RelyingParty | undefined {
  const own = origins.filter((origin) => {
    const { hostname } = new URL(origin);
    return hostname === id || hostname.endsWith(`.${id}`);
  });
  return own.length === 0 ? undefined : { id, origins: own };
}

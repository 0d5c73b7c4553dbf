import { RegistrationHandle } from '@freehold/core-contracts/registration';
import { readStored, writeStored } from '../../lib/storage.ts';

const handleName = (slug: string) => `freehold-sign-up:${slug}`;
const asideName = (slug: string) => `freehold-sign-up-aside:${slug}`;

/** The secret of this device's registration at a tenant, or null. */
export function readHandle(slug: string): string | null {
  return readStored(handleName(slug));
}

/** Remembers the registration that has begun on this device. */
export function writeHandle(slug: string, handle: string): void {
  writeStored(handleName(slug), handle);
}

/** Takes up the registration of a link; one of this device's own is kept aside, should the link prove worthless. */
export function adoptHandle(slug: string, token: string): void {
  const own = readHandle(slug);
  if (own !== null && own !== token) writeStored(asideName(slug), own);
  writeStored(handleName(slug), token);
}

/** Forgets a registration that cannot be continued, and returns to the one kept aside, if any. */
export function dropHandle(slug: string): void {
  writeStored(handleName(slug), readStored(asideName(slug)));
  writeStored(asideName(slug), null);
}

/** Forgets every registration of this device at a tenant. */
export function forgetHandles(slug: string): void {
  writeStored(asideName(slug), null);
  writeStored(handleName(slug), null);
}

/** Address at which another device goes on. The secret is in the fragment, which never reaches a server. */
export function resumeAddress(origin: string, slug: string, token: string): string {
  return `${origin}/${slug}/sign-up#resume=${token}`;
}

/** The secret in an address's fragment: null when there is none, undefined when it is damaged. */
export function findResumeToken(fragment: string): string | null | undefined {
  const found = /^#?resume=(.*)$/u.exec(fragment);
  if (!found) return null;
  return RegistrationHandle.safeParse(found[1]).data;
}

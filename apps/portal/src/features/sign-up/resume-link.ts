import { RegistrationHandle } from '@freehold/core-contracts/registration';
import { readStored, writeStored } from '../../lib/storage.ts';

const handleName = (slug: string) => `freehold-sign-up:${slug}`;

/** The secret of this device's registration at a tenant, or null. */
export function readHandle(slug: string): string | null {
  return readStored(handleName(slug));
}

/** Remembers the registration of this device; null forgets it. */
export function writeHandle(slug: string, handle: string | null): void {
  writeStored(handleName(slug), handle);
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

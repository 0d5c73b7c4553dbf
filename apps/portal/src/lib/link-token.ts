import { SecretToken } from '@freehold/core-contracts/session';

/*
 * Links carry their secret after #, which is never sent to a server. It is taken out of the address
 * before anything is shown, so that it stays in no history; a page that is loaded again has forgotten
 * it, and the link in the message is pressed once more.
 */
const taken = new Map<string, string>();
const listeners = new Set<() => void>();

/** The secret after `#`, or null where there is none; false where it is damaged. */
export function readLinkToken(hash: string): string | null | false {
  const text = hash.replace(/^#/u, '');
  if (text === '') return null;
  const parsed = SecretToken.safeParse(text);
  return parsed.success ? parsed.data : false;
}

/** Keeps the secret of the link that led to `page`, for as long as this window shows it. */
export function keepLinkToken(page: string, token: string | false): void {
  if (token === false) taken.delete(page);
  else taken.set(page, token);
  for (const listener of listeners) listener();
}

/** Calls back whenever the secret of a link was taken in; returns how to stop. */
export function subscribeLinkTokens(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The secret of the link that led to `page`, or null. */
export function findLinkToken(page: string): string | null {
  return taken.get(page) ?? null;
}

/** Forgets the secret once it was used. */
export function dropLinkToken(page: string): void {
  taken.delete(page);
}

/** Takes the secret out of an address that leads to `page`; true when the address is to be shown without it. */
export function takeLinkToken(page: string, hash: string): boolean {
  const token = readLinkToken(hash);
  if (token === null) return false;
  keepLinkToken(page, token);
  return true;
}

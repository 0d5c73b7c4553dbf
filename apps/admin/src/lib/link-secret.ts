import { TenantSlug } from '@freehold/core-contracts/ids';
import { SecretToken } from '@freehold/core-contracts/session';

export type LinkSecret = { tenant: string; token: string };

/** What a link of a message carries after its `#`: `<tenant>.<secret>`; null where it is not whole. */
export function parseLinkSecret(hash: string): LinkSecret | null {
  const text = hash.replace(/^#/u, '');
  const dot = text.indexOf('.');
  const tenant = TenantSlug.safeParse(text.slice(0, Math.max(0, dot)));
  const token = SecretToken.safeParse(text.slice(dot + 1));
  return tenant.success && token.success ? { tenant: tenant.data, token: token.data } : null;
}

import type { ApiKeyView } from '@freehold/core-contracts/api-keys';

export type KeyState = 'LIVE' | 'REPLACED' | 'EXPIRED' | 'REVOKED';

/** What a key is good for at `now`. */
export function keyStateOf(
  key: Pick<ApiKeyView, 'revokedAt' | 'expiresAt' | 'replacedById'>,
  now: Date,
): KeyState {
  if (key.revokedAt) return 'REVOKED';
  if (key.expiresAt && key.expiresAt.getTime() <= now.getTime()) return 'EXPIRED';
  return key.replacedById === null ? 'LIVE' : 'REPLACED';
}

import { createHash } from 'node:crypto';
import type { TransferRequest } from './transfer-request.ts';

/**
 * SHA-256, in hexadecimal, of what a transfer is about: the same requestId with another digest is a
 * conflict. The fee is not part of it: it follows from the settings, which may change in between.
 */
export function contentDigest(request: TransferRequest): string {
  const { kind, fromWalletId, legs, reference, businessAccountId, reversalOfId } = request;
  const contents = [
    kind,
    fromWalletId,
    legs.map(({ toWalletId, amount }) => [toWalletId, amount]),
    reference,
    businessAccountId,
    reversalOfId,
  ];
  return createHash('sha256').update(JSON.stringify(contents), 'utf8').digest('hex');
}

import { findOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';

/** Whether the caller is who sent a transfer: nobody decides on their own. */
export function isOwnTransfer(
  ctx: ServiceContext,
  { senderUserId }: { readonly senderUserId: string | null },
): boolean {
  return senderUserId !== null && senderUserId === findOwnUserId(ctx);
}

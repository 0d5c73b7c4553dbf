/** Under which id the ledger is asked for a freeze or its end, by the version the wallet has from then on. */
export function freezeRequestId(
  verb: 'freeze' | 'unfreeze',
  walletId: string,
  version: number,
): string {
  return `${verb}:${walletId}:${version}`;
}

const versionsBack = 4;

/** The ids of the newest asks, whichever they were: a wallet's version moves with each, and when the ledger confirms. */
export function newestFreezeRequestIds(walletId: string, version: number): string[] {
  return Array.from({ length: versionsBack }, (_, back) => version - back)
    .filter((asked) => asked > 0)
    .flatMap((asked) => [
      freezeRequestId('freeze', walletId, asked),
      freezeRequestId('unfreeze', walletId, asked),
    ]);
}

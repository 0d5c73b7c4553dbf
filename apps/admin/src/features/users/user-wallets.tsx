import type { WalletView } from '@freehold/core-contracts/wallets';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Money } from '@freehold/ui/money';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';
import { FrozenBadge } from '../../components/frozen-badge.tsx';
import { WalletLink } from '../../components/wallet-link.tsx';
import { walletKindLabels } from '../../lib/money-labels.ts';

/** A person's wallets, the digits of their balances under each other. */
export function UserWallets({ wallets }: { wallets: readonly WalletView[] }) {
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Wallets" />
      {wallets.length === 0 ? (
        <CardBody>
          <p className="text-sm text-muted">
            None yet. The first one comes when the ledger has confirmed the account.
          </p>
        </CardBody>
      ) : (
        <Table label="Wallets">
          <TableHead className="border-t">
            <tr>
              <TableHeader>Wallet</TableHeader>
              <TableHeader>Kind</TableHeader>
              <TableHeader>State</TableHeader>
              <TableHeader className="text-right">Balance</TableHeader>
              <TableHeader className="text-right">Held</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {wallets.map((wallet) => (
              <TableRow key={wallet.id}>
                <TableCell>
                  <WalletLink walletId={wallet.id} name={wallet.name} />
                </TableCell>
                <TableCell>{walletKindLabels[wallet.kind]}</TableCell>
                <TableCell>
                  <FrozenBadge isFrozen={wallet.isFrozen} />
                </TableCell>
                <TableCell className="text-right">
                  <Money value={wallet.balance} currencyCode={wallet.currencyCode} />
                </TableCell>
                <TableCell className="text-right">
                  <Money value={wallet.heldBalance} currencyCode={wallet.currencyCode} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

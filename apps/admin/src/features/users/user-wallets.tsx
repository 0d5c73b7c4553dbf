import type { WalletView } from '@freehold/core-contracts/wallets';
import { StatusBadge } from '@freehold/ui/badge';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { humanize } from '@freehold/ui/formats';
import { Money } from '@freehold/ui/money';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';

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
                <TableCell className="font-medium">{wallet.name}</TableCell>
                <TableCell>{humanize(wallet.kind)}</TableCell>
                <TableCell>
                  <StatusBadge tone={wallet.isFrozen ? 'danger' : 'success'}>
                    {wallet.isFrozen ? 'Frozen' : 'Open'}
                  </StatusBadge>
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

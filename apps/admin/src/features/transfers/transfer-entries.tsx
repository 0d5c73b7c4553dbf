import type { TransferDetail } from '@freehold/core-contracts/transfers';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { formatCount, sumAmounts } from '@freehold/ui/formats';
import { Money } from '@freehold/ui/money';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';
import { Time } from '@freehold/ui/time';
import { WalletLink } from '../../components/wallet-link.tsx';
import { transactionTypeLabels } from '../../lib/money-labels.ts';
import { writeAmount } from '../../lib/money.ts';

/** Its entries on every wallet it touched, and their sum. */
export function TransferEntries({ transfer }: { transfer: TransferDetail }) {
  const { entries } = transfer;
  const sum = sumAmounts(entries.map(({ amount }) => amount));
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="Entries"
        description={
          entries.length > 0 && `They add up to ${writeAmount(sum, transfer.currencyCode)}.`
        }
      />
      {entries.length === 0 ? (
        <CardBody>
          <p className="text-sm text-muted">Nothing has moved.</p>
        </CardBody>
      ) : (
        <Table label="Entries">
          <TableHead className="border-t">
            <tr>
              <TableHeader>Wallet</TableHeader>
              <TableHeader>What</TableHeader>
              <TableHeader className="text-right">Entry</TableHeader>
              <TableHeader className="text-right">Amount</TableHeader>
              <TableHeader className="text-right">Balance after</TableHeader>
              <TableHeader>When</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {entries.map((entry) => (
              <TableRow key={entry.id}>
                <TableCell>
                  <WalletLink walletId={entry.walletId} name={entry.walletName} />
                </TableCell>
                <TableCell>{transactionTypeLabels[entry.type]}</TableCell>
                <TableCell className="numeric text-right">
                  {formatCount(BigInt(entry.sequence))}
                </TableCell>
                <TableCell className="text-right">
                  <Money isMovement value={entry.amount} />
                </TableCell>
                <TableCell className="text-right">
                  <Money value={entry.balanceAfter} />
                </TableCell>
                <TableCell>
                  <Time value={entry.timestamp} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

import type { DatabaseView } from '@freehold/core-contracts/platform';
import { Card, CardHeader } from '@freehold/ui/card';
import { formatBytes, formatCount } from '@freehold/ui/formats';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';

/** Tables by size, indexes included. */
export function TablesCard({ tables }: { tables: DatabaseView['tables'] }) {
  const sorted = tables.toSorted((one, other) => (other.totalBytes > one.totalBytes ? 1 : -1));
  const largest = sorted[0]?.totalBytes ?? 1n;
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Tables" description="Size with indexes, all tenants together" />
      <Table label="Tables">
        <TableHead className="border-t">
          <tr>
            <TableHeader>Table</TableHeader>
            <TableHeader className="text-right">Rows</TableHeader>
            <TableHeader className="text-right">Size</TableHeader>
            <TableHeader className="w-1/3 max-sm:hidden">
              <span className="sr-only">Share of the largest</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {sorted.map((table) => (
            <TableRow key={table.name}>
              <TableCell className="font-medium">{table.name}</TableCell>
              <TableCell className="numeric text-right">{formatCount(table.rowEstimate)}</TableCell>
              <TableCell className="numeric text-right whitespace-nowrap">
                {formatBytes(table.totalBytes)}
              </TableCell>
              <TableCell className="max-sm:hidden">
                <span aria-hidden className="block h-1.5 rounded-full bg-hover">
                  <span
                    className="block h-full rounded-full bg-accent"
                    style={{ width: `${Number((table.totalBytes * 100n) / (largest || 1n))}%` }}
                  />
                </span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

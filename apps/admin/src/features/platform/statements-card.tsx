import type { DatabaseView } from '@freehold/core-contracts/platform';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { formatCount, formatMilliseconds } from '@freehold/ui/formats';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';

/** The ten statements that cost most. */
export function StatementsCard({ statements }: { statements: DatabaseView['topStatements'] }) {
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="Statements that cost most"
        description="By total time since the statistics were last reset"
      />
      {statements === null ? (
        <CardBody>
          <p className="text-sm text-muted">
            pg_stat_statements is not loaded on this server. Add it to shared_preload_libraries to
            see them here.
          </p>
        </CardBody>
      ) : (
        <Table label="Statements that cost most">
          <TableHead className="border-t">
            <tr>
              <TableHeader>Statement</TableHeader>
              <TableHeader className="text-right">Calls</TableHeader>
              <TableHeader className="text-right">Total</TableHeader>
              <TableHeader className="text-right">Mean</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {statements.map((each) => (
              <TableRow key={each.statement}>
                <TableCell className="w-full max-w-0">
                  <code
                    className="block truncate font-mono text-xs text-ink"
                    title={each.statement}
                  >
                    {each.statement}
                  </code>
                </TableCell>
                <TableCell className="numeric text-right">{formatCount(each.calls)}</TableCell>
                <TableCell className="numeric text-right whitespace-nowrap">
                  {formatMilliseconds(each.totalMs)}
                </TableCell>
                <TableCell className="numeric text-right whitespace-nowrap">
                  {formatMilliseconds(each.meanMs)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

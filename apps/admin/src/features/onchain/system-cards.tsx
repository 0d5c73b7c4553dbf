import type { OnchainSystem } from '@freehold/core-contracts/onchain';
import { StatusBadge } from '@freehold/ui/badge';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { KeyValueList } from '@freehold/ui/key-value';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';
import { Time } from '@freehold/ui/time';
import type { ReactNode } from 'react';
import { CountryName } from '../../components/country.tsx';
import { PendingCard } from '../../components/pending-card.tsx';
import { useOnchainSystem } from './use-onchain.ts';

/** State, parameters, countries and administrators, as the ledger has them. */
export function SystemCards() {
  const { data, error, refetch } = useOnchainSystem();
  if (!data) {
    return <PendingCard error={error} onRetry={() => void refetch()} lineCount={6} />;
  }
  return (
    <>
      <StateCard system={data} />
      <Rows
        title="Parameters"
        empty="None is set."
        headers={['Key', 'Value', 'Changed']}
        rows={data.parameters.map((each) => [
          each.key,
          <code className="text-xs" key="key">
            {each.key}
          </code>,
          each.value,
          <Time key="time" value={each.changedAt} />,
        ])}
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Rows
          title="Countries"
          empty="None was entered."
          headers={['Country', 'Currency', 'Calling code']}
          rows={data.countries.map((each) => [
            each.countryCode,
            <CountryName key="country" code={each.countryCode} />,
            each.currencyCode,
            `+${each.callingCode}`,
          ])}
        />
        <Rows
          title="Administrators"
          empty="Nobody was appointed."
          headers={['Who', 'Role', 'Appointed']}
          rows={data.admins.map((each) => [
            each.adminId,
            each.adminId,
            each.role,
            <Time key="time" value={each.appointedAt} />,
          ])}
        />
      </div>
    </>
  );
}

function StateCard({ system }: { system: OnchainSystem }) {
  const state = (isOn: boolean, on: string, off: string) => (
    <StatusBadge tone={isOn ? 'success' : 'neutral'}>{isOn ? on : off}</StatusBadge>
  );
  return (
    <Card>
      <CardHeader title="State" />
      <CardBody>
        <KeyValueList
          columns={3}
          items={[
            {
              label: 'Money',
              value: (
                <StatusBadge tone={system.isPaused ? 'danger' : 'success'}>
                  {system.isPaused ? 'Paused' : 'Moves'}
                </StatusBadge>
              ),
            },
            {
              label: 'System',
              value: state(system.isBootstrapped, 'Bootstrapped', 'Not bootstrapped'),
            },
            { label: 'Treasury', value: state(system.isTreasuryActive, 'Active', 'Not active') },
            { label: 'Why it is paused', value: system.pauseReason },
            { label: 'Changed', value: system.changedAt && <Time value={system.changedAt} /> },
          ]}
        />
      </CardBody>
    </Card>
  );
}

type RowsProps = {
  title: string;
  empty: string;
  headers: readonly string[];
  /** Each with its key first. */
  rows: readonly (readonly [key: string, ...cells: ReactNode[]])[];
};

function Rows({ title, empty, headers, rows }: RowsProps) {
  return (
    <Card className="overflow-hidden">
      <CardHeader title={title} />
      {rows.length === 0 ? (
        <CardBody>
          <p className="text-sm text-muted">{empty}</p>
        </CardBody>
      ) : (
        <Table label={title}>
          <TableHead className="border-t">
            <tr>
              {headers.map((header) => (
                <TableHeader key={header}>{header}</TableHeader>
              ))}
            </tr>
          </TableHead>
          <TableBody>
            {rows.map(([key, ...cells]) => (
              <TableRow key={key}>
                {cells.map((cell, index) => (
                  <TableCell key={headers[index]}>{cell}</TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

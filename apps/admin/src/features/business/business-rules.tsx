import type { BusinessAccountDetail } from '@freehold/core-contracts/business';
import { Badge } from '@freehold/ui/badge';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { signatoryRoleLabels } from '../../lib/money-labels.ts';
import { describeBand, describeRule } from '../../lib/rule-words.ts';
import { useCan, useSession } from '../../lib/session.tsx';

/** Who may approve, and what each approval weighs. */
export function SignatoriesCard({ account }: { account: BusinessAccountDetail }) {
  const { tenant } = useSession();
  const canRead = useCan('user.read');
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="Signatories"
        description="Who changes them does not change what was approved already."
      />
      <Table label="Signatories">
        <TableHead className="border-t">
          <tr>
            <TableHeader>Name</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader className="text-right">Weight</TableHeader>
            <TableHeader>Since</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {account.signatories.map((each) => (
            <TableRow key={each.id}>
              <TableCell className="font-medium">
                {canRead ? (
                  <Link
                    to="/$tenant/users/$userId"
                    params={{ tenant: tenant.slug, userId: each.userId }}
                    className="rounded-xs underline-offset-3 hover:underline"
                  >
                    {each.name || 'Erased person'}
                  </Link>
                ) : (
                  each.name
                )}
              </TableCell>
              <TableCell>{signatoryRoleLabels[each.role]}</TableCell>
              <TableCell className="numeric text-right">{each.weight}</TableCell>
              <TableCell>
                <Time value={each.createdAt} format="date" />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

/** Which approvals an amount needs. */
export function RulesCard({ account }: { account: BusinessAccountDetail }) {
  const { currencyCode } = account;
  return (
    <Card>
      <CardHeader title="Rules" description="By amount. A transfer keeps the rule it began with." />
      <CardBody>
        <ul className="divide-y divide-line">
          {account.rules.map((rule) => (
            <li
              key={rule.fromAmount}
              className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-2.5 text-sm"
            >
              <span className="numeric font-medium text-ink">
                {describeBand(rule, currencyCode)}
              </span>
              <span className="flex flex-wrap items-center gap-2 text-muted">
                {describeRule(rule)}
                {!rule.isReachable && <Badge tone="danger">Cannot be met</Badge>}
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

import type { LimitField, LimitView } from '@freehold/core-contracts/limits';
import { OrganizationTier, UserRole, type LimitScope } from '@freehold/core-contracts/enums';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Time } from '@freehold/ui/time';
import { None } from '../../components/none.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { userRoleLabels } from '../../lib/labels.ts';
import { limitFieldLabels, limitScopeLabels } from '../../lib/money-labels.ts';
import { writeAmount } from '../../lib/money.ts';
import { tierLabels } from '../../lib/organization-labels.ts';

/** Whom a limit is for, in words. */
export function describeSubject(
  scope: LimitScope,
  scopeKey: string,
  subjectName: string | null,
): string {
  if (scope === 'TENANT') return 'Everybody';
  if (scope === 'ROLE') {
    const role = UserRole.safeParse(scopeKey);
    return role.success ? userRoleLabels[role.data] : scopeKey;
  }
  if (scope === 'TIER') {
    const tier = OrganizationTier.safeParse(scopeKey);
    return tier.success ? tierLabels[tier.data].text : scopeKey;
  }
  return subjectName || scopeKey;
}

function fieldColumn(field: LimitField): DataColumn<LimitView> {
  return {
    id: field,
    header: limitFieldLabels[field],
    align: 'end',
    cell: (row) => {
      const value = row[field];
      if (value === null) return <None />;
      return (
        <span className="numeric">
          {typeof value === 'number' ? formatCount(value) : writeAmount(value)}
        </span>
      );
    },
  };
}

/** Columns of the list; `open` shows one limit. */
export function limitColumns(open: (id: string) => void): readonly DataColumn<LimitView>[] {
  return [
    {
      id: 'subject',
      header: 'For',
      isAlwaysShown: true,
      cell: (row) => (
        <span className="grid min-w-0">
          <RowButton onOpen={() => open(row.id)} className="justify-self-start text-left">
            {describeSubject(row.scope, row.scopeKey, row.subjectName)}
          </RowButton>
          <span className="text-xs text-subtle">{limitScopeLabels[row.scope]}</span>
        </span>
      ),
    },
    fieldColumn('maxPerTransfer'),
    fieldColumn('maxPerDay'),
    fieldColumn('maxPerMonth'),
    fieldColumn('maxCountPerHour'),
    fieldColumn('maxCountPerDay'),
    { ...fieldColumn('maxCountPerMonth'), isHiddenAtFirst: true },
    {
      id: 'updatedAt',
      header: 'Changed',
      isHiddenAtFirst: true,
      cell: (row) => <Time value={row.updatedAt} format="relative" />,
    },
  ];
}

import type { ApiKeyView } from '@freehold/core-contracts/api-keys';
import type { DataColumn } from '@freehold/ui/data-table';
import { Identifier } from '@freehold/ui/identifier';
import { Time, useNow } from '@freehold/ui/time';
import { Tooltip } from '@freehold/ui/tooltip';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Status } from '../../components/status.tsx';
import { keyStateLabels, keyStateOf, scopeLabels } from '../../lib/organization-labels.ts';

const noticeMs = 7 * 24 * 60 * 60_000;

export type KeyColumnsOptions = {
  tenant: string;
  /** On the page of one organization its name says nothing new. */
  hasOrganization: boolean;
  menu: (row: ApiKeyView) => ReactNode;
};

/** Columns of the list; `menu` draws what may be done about one key. */
export function keyColumns(options: KeyColumnsOptions): readonly DataColumn<ApiKeyView>[] {
  const { tenant, hasOrganization, menu } = options;
  const organization: DataColumn<ApiKeyView> = {
    id: 'organization',
    header: 'Organization',
    cell: (row) => (
      <Link
        to="/$tenant/organizations/$organizationId"
        params={{ tenant, organizationId: row.organizationId }}
        search={{ tab: 'keys' }}
        className="rounded-xs underline-offset-3 hover:underline"
      >
        {row.organizationName}
      </Link>
    ),
  };
  return [
    {
      id: 'name',
      header: 'Key',
      isAlwaysShown: true,
      cell: (row) => (
        <span className="grid min-w-0">
          <span className="truncate font-medium text-ink">{row.name}</span>
          <span className="truncate font-mono text-xs text-subtle">{row.prefix}_…</span>
        </span>
      ),
    },
    ...(hasOrganization ? [organization] : []),
    { id: 'state', header: 'State', cell: (row) => <KeyStatus apiKey={row} /> },
    { id: 'scopes', header: 'Scopes', cell: (row) => <Scopes scopes={row.scopes} /> },
    {
      id: 'expiresAt',
      header: 'Ends',
      cell: (row) => <KeyEnd apiKey={row} />,
    },
    {
      id: 'lastUsedAt',
      header: 'Last used',
      cell: (row) =>
        row.lastUsedAt ? (
          <Time value={row.lastUsedAt} format="relative" />
        ) : (
          <span className="text-subtle">never</span>
        ),
    },
    {
      id: 'lastUsedIp',
      header: 'From',
      isHiddenAtFirst: true,
      cell: (row) => <span className="numeric">{row.lastUsedIp ?? '—'}</span>,
    },
    { id: 'createdByName', header: 'Made by', cell: (row) => row.createdByName },
    {
      id: 'createdAt',
      header: 'Made',
      isHiddenAtFirst: true,
      cell: (row) => <Time value={row.createdAt} format="date" />,
    },
    {
      id: 'id',
      header: 'Id',
      isHiddenAtFirst: true,
      cell: (row) => <Identifier value={row.id} label="key id" isCopyable />,
    },
    { id: 'acts', header: 'Acts', isAlwaysShown: true, align: 'end', cell: menu },
  ];
}

function KeyStatus({ apiKey }: { apiKey: ApiKeyView }) {
  return <Status label={keyStateLabels[keyStateOf(apiKey, useNow())]} />;
}

function KeyEnd({ apiKey }: { apiKey: ApiKeyView }) {
  const now = useNow();
  const { expiresAt, revokedAt } = apiKey;
  if (revokedAt) return <span className="text-subtle">revoked</span>;
  if (!expiresAt) return <span className="text-subtle">never</span>;
  const isSoon = expiresAt > now && expiresAt.getTime() - now.getTime() < noticeMs;
  return (
    <Time
      value={expiresAt}
      format={isSoon ? 'relative' : 'date'}
      className={isSoon ? 'numeric whitespace-nowrap font-medium text-warning-ink' : ''}
    />
  );
}

function Scopes({ scopes }: { scopes: ApiKeyView['scopes'] }) {
  const words = scopes.map((scope) => scopeLabels[scope].text);
  const [first = '—', ...more] = words;
  if (more.length === 0) return <>{first}</>;
  return (
    <Tooltip content={words.join(', ')}>
      <span className="whitespace-nowrap">
        {first} <span className="text-subtle">and {more.length} more</span>
      </span>
    </Tooltip>
  );
}

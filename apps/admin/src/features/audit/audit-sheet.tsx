import type { AuditEntry } from '@freehold/core-contracts/audit';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { Time } from '@freehold/ui/time';
import { formatUtc } from '@freehold/ui/formats';
import { Link } from '@tanstack/react-router';
import { SheetSection } from '../../components/sheet-section.tsx';
import { actorKindLabels } from '../../lib/labels.ts';
import { useSession } from '../../lib/session.tsx';
import { ChangeList } from './change-list.tsx';

const linkStyles = 'rounded-xs font-medium text-accent-ink underline-offset-3 hover:underline';

/** One entry with all it holds. */
export function AuditSheet({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const identifier = (value: string | null, label: string) =>
    value && <Identifier isFull value={value} label={label} />;
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={<span className="font-mono text-base">{entry.action}</span>}
      description={`Entry ${entry.sequence.toString()} · ${formatUtc(entry.createdAt)}`}
    >
      <div className="grid gap-6">
        {entry.reason && (
          <blockquote className="border-l-2 border-accent pl-3 text-sm text-pretty text-ink">
            {entry.reason}
          </blockquote>
        )}
        <SheetSection title="What changed">
          <ChangeList changes={entry.changes} />
        </SheetSection>
        <EntryLinks entry={entry} />
        <SheetSection title="Who and what">
          <KeyValueList
            columns={2}
            items={[
              { label: 'Actor', value: `${entry.actorName} (${actorKindLabels[entry.actorKind]})` },
              { label: 'When', value: <Time value={entry.createdAt} /> },
              { label: 'Of what', value: entry.entityType },
              { label: 'Address', value: entry.ip },
              { label: 'Entity', value: identifier(entry.entityId, 'entity id'), isWide: true },
              { label: 'Actor id', value: identifier(entry.actorId, 'actor id'), isWide: true },
              {
                label: 'Home tenant of the actor',
                value: identifier(entry.actorTenantId, 'tenant id'),
                isWide: true,
              },
              { label: 'Browser', value: entry.userAgent, isWide: true },
              { label: 'Request', value: identifier(entry.requestId, 'request id'), isWide: true },
              { label: 'Hash', value: identifier(entry.hash, 'hash'), isWide: true },
            ]}
          />
        </SheetSection>
      </div>
    </Sheet>
  );
}

function EntryLinks({ entry }: { entry: AuditEntry }) {
  const params = { tenant: useSession().tenant.slug };
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      <Link
        to="/$tenant/audit"
        params={params}
        search={{ entity: entry.entityId }}
        className={linkStyles}
      >
        All about this {entry.entityType}
      </Link>
      {entry.actorId && (
        <Link
          to="/$tenant/audit"
          params={params}
          search={{ actor: entry.actorId }}
          className={linkStyles}
        >
          All by this actor
        </Link>
      )}
      <Link
        to="/$tenant/audit"
        params={params}
        search={{ action: entry.action }}
        className={linkStyles}
      >
        All of this action
      </Link>
    </p>
  );
}

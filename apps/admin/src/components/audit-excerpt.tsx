import type { AuditEntry } from '@freehold/core-contracts/audit';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { describeError } from '../lib/error-messages.ts';
import { useSession } from '../lib/session.tsx';

export type AuditExcerptProps = {
  entityId: string;
  /** It is an organization: whatever is about it counts, its members and keys too. */
  isOrganization?: boolean;
  entries: readonly AuditEntry[] | undefined;
  error: unknown;
};

/** Last entries of the audit log about one thing, and the way to all of them. */
export function AuditExcerpt(props: AuditExcerptProps) {
  const { entityId, entries, error, isOrganization = false } = props;
  const { tenant } = useSession();
  return (
    <Card>
      <CardHeader
        title="Audit log"
        actions={
          <Link
            to="/$tenant/audit"
            params={{ tenant: tenant.slug }}
            search={isOrganization ? { organization: entityId } : { entity: entityId }}
            className="rounded-xs text-xs font-medium text-accent-ink underline-offset-3 hover:underline"
          >
            All entries
          </Link>
        }
      />
      <CardBody>
        {Boolean(error) && <p className="text-sm text-danger-ink">{describeError(error)}</p>}
        {!entries && !error && <SkeletonLines />}
        {entries?.length === 0 && <p className="text-sm text-muted">Nothing yet.</p>}
        <ol className="grid gap-2.5">
          {entries?.map((entry) => (
            <li key={entry.id} className="flex items-baseline justify-between gap-3 text-sm">
              <span className="min-w-0">
                <span className="block truncate font-mono text-xs text-ink">{entry.action}</span>
                <span className="block text-xs text-subtle">{entry.actorName}</span>
                {entry.reason && (
                  <span className="block text-xs text-muted [overflow-wrap:anywhere]">
                    “{entry.reason}”
                  </span>
                )}
              </span>
              <span className="text-xs text-subtle">
                <Time value={entry.createdAt} format="relative" />
              </span>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}

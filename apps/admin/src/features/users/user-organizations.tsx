import type { MembershipRole } from '@freehold/core-contracts/enums';
import type { UserDetail } from '@freehold/core-contracts/users';
import { Badge } from '@freehold/ui/badge';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Link } from '@tanstack/react-router';
import { membershipRoleLabels } from '../../lib/labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';

/** Organizations that the person belongs to. */
export function UserOrganizations({
  organizations,
}: {
  organizations: UserDetail['organizations'];
}) {
  return (
    <Card>
      <CardHeader title="Organizations" />
      <CardBody>
        {organizations.length === 0 ? (
          <p className="text-sm text-muted">Belongs to no organization.</p>
        ) : (
          <ul className="divide-y divide-line">
            {organizations.map((organization) => (
              <li key={organization.id} className="flex items-center justify-between gap-3 py-2">
                <OrganizationName {...organization} />
                <Badge>
                  {membershipRoleLabels[organization.role as MembershipRole] ?? organization.role}
                </Badge>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

function OrganizationName({ id, name }: { id: string; name: string }) {
  const { tenant } = useSession();
  if (!useCan('organization.read')) {
    return <span className="min-w-0 truncate text-sm font-medium text-ink">{name}</span>;
  }
  return (
    <Link
      to="/$tenant/organizations/$organizationId"
      params={{ tenant: tenant.slug, organizationId: id }}
      className="min-w-0 truncate rounded-xs text-sm font-medium text-ink underline-offset-3 hover:underline"
    >
      {name}
    </Link>
  );
}

import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { formatCount } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Stat } from '@freehold/ui/stat';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { fullName } from '../../lib/labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';

const lowCredits = 100;

/** What the organization is, and its figures. */
export function OrganizationFacts({ organization }: { organization: OrganizationDetail }) {
  const { scanCredits, apiCallsUsed, memberCount, totalScans } = organization;
  return (
    <>
      <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
        <Stat
          label="Credits"
          value={formatCount(scanCredits)}
          tone={scanCredits < lowCredits ? 'warning' : 'neutral'}
          detail={scanCredits < lowCredits ? 'Running low' : 'Left to use'}
        />
        <Stat label="API calls" value={formatCount(apiCallsUsed)} detail="Of all its keys" />
        <Stat label="Scans" value={formatCount(totalScans)} detail="So far" />
        <Stat label="Members" value={formatCount(memberCount)} detail="The owner among them" />
      </div>
      <Card>
        <CardHeader title="Facts" />
        <CardBody>
          <KeyValueList
            columns={3}
            items={[
              { label: 'Short name', value: <code className="text-sm">{organization.slug}</code> },
              { label: 'Owner', value: <Owner owner={organization.owner} /> },
              { label: 'Since', value: <Time value={organization.createdAt} /> },
              {
                label: 'Organization',
                value: <Identifier isFull value={organization.id} label="organization id" />,
                isWide: true,
              },
            ]}
          />
        </CardBody>
      </Card>
    </>
  );
}

function Owner({ owner }: { owner: OrganizationDetail['owner'] }) {
  const { tenant } = useSession();
  const canRead = useCan('user.read');
  if (!owner) return null;
  const name = fullName(owner) || owner.email;
  if (!canRead) return <>{name}</>;
  return (
    <Link
      to="/$tenant/users/$userId"
      params={{ tenant: tenant.slug, userId: owner.userId }}
      className="rounded-xs text-accent-ink underline-offset-3 hover:underline"
    >
      {name}
    </Link>
  );
}

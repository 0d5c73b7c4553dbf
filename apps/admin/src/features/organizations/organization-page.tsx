import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Time } from '@freehold/ui/time';
import { useMemo, useState, type ReactNode } from 'react';
import { BackLink } from '../../components/back-link.tsx';
import { ChangedNotice } from '../../components/changed-notice.tsx';
import { Page } from '../../components/page.tsx';
import { PendingRecord } from '../../components/pending-record.tsx';
import { Status } from '../../components/status.tsx';
import { subscriptionStatusLabels, tierLabels } from '../../lib/organization-labels.ts';
import { useOfferedActs } from '../../lib/page-acts.ts';
import { useSession } from '../../lib/session.tsx';
import { OrganizationActDialog } from './organization-act-dialog.tsx';
import { OrganizationActMenu } from './organization-act-menu.tsx';
import { actMenuWords } from './organization-act-words.tsx';
import { actsOn, type OrganizationAct } from './organization-acts.ts';
import { OrganizationTabs, type OrganizationParts } from './organization-tabs.tsx';
import { useOrganization } from './use-organizations.ts';

export type OrganizationPageProps = OrganizationParts & { organizationId: string };

/** One organization: what it is, who is in it, what its machines do, and what may be done. */
export function OrganizationPage({ organizationId, ...parts }: OrganizationPageProps) {
  const organization = useOrganization(organizationId);
  const { tenant } = useSession();
  const { data, error } = organization;
  const back = (
    <BackLink to="/$tenant/organizations" params={{ tenant: tenant.slug }}>
      Organizations
    </BackLink>
  );
  const lookAgain = () => void organization.refetch();
  if (data) {
    return <OrganizationFile {...parts} organization={data} back={back} onLookAgain={lookAgain} />;
  }
  return <PendingRecord title="Organization" back={back} error={error} onRetry={lookAgain} />;
}

type OrganizationFileProps = OrganizationParts & {
  organization: OrganizationDetail;
  back: ReactNode;
  onLookAgain: () => void;
};

const seenOf = ({ version, subscription }: OrganizationDetail) =>
  `${version}:${subscription.version}`;

/*
 * Acts go out with the versions that the operator has read. When somebody changes the organization
 * meanwhile, the page shows it and holds every act until the operator has looked again.
 */
function OrganizationFile({ organization, back, onLookAgain, ...parts }: OrganizationFileProps) {
  const { permissions } = useSession();
  const [read, setRead] = useState(organization);
  const [act, setAct] = useState<OrganizationAct | null>(null);
  const isHeld = seenOf(organization) !== seenOf(read);
  const acts = useMemo(() => actsOn(organization, permissions), [organization, permissions]);
  const offered = useMemo(
    () =>
      (isHeld ? [] : acts).map((each) => ({
        id: each,
        label: `${actMenuWords[each]}: ${organization.name}`,
        onSelect: () => setAct(each),
      })),
    [acts, isHeld, organization.name],
  );
  useOfferedActs(offered);
  return (
    <Page
      title={organization.name}
      description={
        <span className="flex flex-wrap items-center gap-3">
          {back}
          <Status label={tierLabels[organization.tier]} />
          {organization.subscription.status !== 'ACTIVE' && (
            <Status label={subscriptionStatusLabels[organization.subscription.status]} />
          )}
          <span className="font-mono text-xs text-subtle">{organization.slug}</span>
        </span>
      }
      actions={
        acts.length > 0 && <OrganizationActMenu acts={acts} isHeld={isHeld} onChoose={setAct} />
      }
    >
      {isHeld && <ChangedNotice onRead={() => setRead(organization)} />}
      {organization.deletedAt && (
        <Alert tone="warning" title="This organization is deleted">
          Since <Time value={organization.deletedAt} />. Its keys are refused; it can be restored
          for 90 days.
        </Alert>
      )}
      <OrganizationTabs {...parts} organization={organization} onChoose={setAct} acts={acts} />
      {act && (
        <OrganizationActDialog
          act={act}
          organization={read}
          onLookAgain={onLookAgain}
          onClose={() => setAct(null)}
          onDone={setRead}
        />
      )}
    </Page>
  );
}

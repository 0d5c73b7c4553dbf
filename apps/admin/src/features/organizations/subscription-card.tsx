import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { KeyValueList } from '@freehold/ui/key-value';
import { Time } from '@freehold/ui/time';
import { Status } from '../../components/status.tsx';
import { planLabels, subscriptionStatusLabels } from '../../lib/organization-labels.ts';
import { actMenuWords } from './organization-act-words.tsx';
import type { OrganizationAct } from './organization-acts.ts';

export type SubscriptionCardProps = {
  organization: OrganizationDetail;
  acts: readonly OrganizationAct[];
  onChoose: (act: OrganizationAct) => void;
};

const offeredHere = ['changePlan', 'resume'] as const;

/** Plan, state and end of the term. */
export function SubscriptionCard({ organization, acts, onChoose }: SubscriptionCardProps) {
  const { plan, status, expiresAt, autoRenew, renewedAt, cancelledAt } = organization.subscription;
  const isOver = status === 'EXPIRED';
  return (
    <Card>
      <CardHeader
        title="Subscription"
        actions={offeredHere
          .filter((act) => acts.includes(act))
          .map((act) => (
            <Button key={act} size="sm" onClick={() => onChoose(act)}>
              {actMenuWords[act]}
            </Button>
          ))}
      />
      <CardBody>
        <KeyValueList
          columns={3}
          items={[
            { label: 'Plan', value: planLabels[plan] },
            { label: 'State', value: <Status label={subscriptionStatusLabels[status]} /> },
            {
              label: isOver ? 'Ended' : autoRenew ? 'Renews' : 'Ends',
              value: expiresAt ? <Time value={expiresAt} /> : 'Does not run out',
            },
            { label: 'Renews itself', value: autoRenew ? 'Yes' : 'No' },
            { label: 'Last renewed', value: renewedAt && <Time value={renewedAt} /> },
            { label: 'Cancelled', value: cancelledAt && <Time value={cancelledAt} /> },
          ]}
        />
      </CardBody>
    </Card>
  );
}

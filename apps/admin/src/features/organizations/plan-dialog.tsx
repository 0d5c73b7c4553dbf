import { SubscriptionPlan } from '@freehold/core-contracts/enums';
import { CheckboxField } from '@freehold/ui/checkbox';
import { RadioGroup } from '@freehold/ui/radio';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { planLabels } from '../../lib/organization-labels.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import type { OrganizationDialogProps } from './plain-act-dialog.tsx';
import { useManageOrganizations } from './use-organization-acts.ts';

const hints: Readonly<Record<SubscriptionPlan, string>> = {
  FREE: 'Tier free, without an end.',
  PREMIUM_MONTHLY: 'Tier premium for a month from now.',
  PREMIUM_ANNUAL: 'Tier premium for a year from now.',
  ENTERPRISE: 'Tier enterprise, without an end.',
};

const hasTerm = (plan: SubscriptionPlan) => plan === 'PREMIUM_MONTHLY' || plan === 'PREMIUM_ANNUAL';

/** Puts the organization on another plan, or turns renewal on and off. */
export function PlanDialog({
  organization,
  onClose,
  onLookAgain,
  onDone,
}: OrganizationDialogProps) {
  const { changeSubscription } = useManageOrganizations();
  const notice = useAuditNotice();
  const { subscription } = organization;
  const [plan, setPlan] = useState(subscription.plan);
  const [autoRenew, setAutoRenew] = useState(subscription.autoRenew);
  const isRunning = plan === subscription.plan && subscription.status === 'ACTIVE';
  return (
    <ActDialog
      title={`Plan of ${organization.name}`}
      consequence={
        <p>
          {isRunning
            ? 'The running term stays as it is; only its renewal changes.'
            : 'A new term begins now, whatever is left of the one before.'}
        </p>
      }
      confirmLabel={isRunning ? 'Save' : 'Change the plan'}
      tone="primary"
      isBusy={changeSubscription.isPending}
      error={changeSubscription.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={(reason) =>
        changeSubscription.mutate(
          {
            organizationId: organization.id,
            version: subscription.version,
            plan,
            autoRenew: autoRenew && hasTerm(plan),
            reason,
          },
          {
            onSuccess: (changed) => {
              onClose();
              onDone(changed);
              notice(`${organization.name}: ${planLabels[plan]}`, organization.id);
            },
          },
        )
      }
    >
      <RadioGroup
        aria-label="Plan"
        value={plan}
        onValueChange={(value) => setPlan(value as SubscriptionPlan)}
        options={SubscriptionPlan.options.map((value) => ({
          value,
          label: planLabels[value],
          hint: hints[value],
        }))}
      />
      {hasTerm(plan) && (
        <CheckboxField
          checked={autoRenew}
          onCheckedChange={setAutoRenew}
          label="Renew it at the end of each term"
          hint="Without it, managers are told 7 days before the end."
        />
      )}
    </ActDialog>
  );
}

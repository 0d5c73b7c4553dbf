import { useState } from 'react';
import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { Button } from '@freehold/ui/button';
import { Confirm } from '../../components/confirm.tsx';
import { Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { organizationActs, organizationKeys } from './use-organizations.ts';

type DangerProps = { organization: OrganizationDetail; onLeft: () => void };

function LeaveAct({ organization, onLeft }: DangerProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [isAsking, setIsAsking] = useState(false);
  const leave = useAct({
    send: organizationActs(slug).leave,
    renews: [[slug, 'organizations']],
    notice: 'organization.left',
    onDone: onLeft,
  });
  return (
    <>
      <Button size="lg" variant="danger-outline" onClick={() => setIsAsking(true)}>
        {t('organization.leave')}
      </Button>
      <Confirm
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('organization.leaveTitle', { name: organization.name })}
        consequence={t('organization.leaveText')}
        confirmLabel={t('organization.leave')}
        onConfirm={() => leave.run(organization.id)}
        isBusy={leave.isBusy}
        error={leave.error}
      />
    </>
  );
}

function DeleteAct({ organization, onLeft }: DangerProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [isAsking, setIsAsking] = useState(false);
  const { id: organizationId, version, name } = organization;
  const remove = useAct({
    send: organizationActs(slug).remove,
    renews: organizationKeys(slug, organizationId),
    notice: 'organization.deleted',
    onDone: onLeft,
  });
  return (
    <>
      <Button size="lg" variant="danger-outline" onClick={() => setIsAsking(true)}>
        {t('organization.delete')}
      </Button>
      <Confirm
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('organization.deleteTitle', { name })}
        consequence={t('organization.deleteText')}
        confirmLabel={t('organization.delete')}
        isReasonAsked
        onConfirm={(reason) => remove.run({ organizationId, version, reason })}
        isBusy={remove.isBusy}
        error={remove.error}
      />
    </>
  );
}

/** Parting: who owns it deletes it or hands it over first, everybody else leaves. */
export function DangerSection(props: DangerProps) {
  const { t } = useTexts();
  const isOwner = props.organization.ownRole === 'OWNER';
  return (
    <Section
      tone="danger"
      title={t(isOwner ? 'organization.delete' : 'organization.leave')}
      lead={t(isOwner ? 'organization.ownerLead' : 'organization.leaveLead')}
    >
      {isOwner ? <DeleteAct {...props} /> : <LeaveAct {...props} />}
    </Section>
  );
}

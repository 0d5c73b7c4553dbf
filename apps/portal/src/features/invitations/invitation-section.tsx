import { MailPlus } from 'lucide-react';
import { useState } from 'react';
import type { InvitationStatus } from '@freehold/core-contracts/enums';
import type { InvitationView } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Badge, StatusBadge, type BadgeTone } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Moment } from '../../components/moment.tsx';
import { Pager } from '../../components/pager.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { InviteMember } from './invite-dialog.tsx';
import { invitationActs, invitationKeys, useInvitations } from './use-invitations.ts';

const tones: Readonly<Record<InvitationStatus, BadgeTone>> = {
  PENDING: 'info',
  ACCEPTED: 'success',
  DECLINED: 'neutral',
  REVOKED: 'neutral',
  EXPIRED: 'warning',
};

type InvitationRowProps = {
  organizationId: string;
  invitation: InvitationView;
  canManage: boolean;
};

function InvitationActs({ organizationId, invitation }: Omit<InvitationRowProps, 'canManage'>) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const acts = invitationActs(slug);
  const renews = invitationKeys(slug, organizationId);
  const input = { organizationId, invitationId: invitation.id };
  const resend = useAct({ send: acts.resend, renews, notice: 'invitation.resent' });
  const revoke = useAct({ send: acts.revoke, renews, notice: 'invitation.revoked' });
  const error = resend.error ?? revoke.error;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <Button size="lg" isBusy={resend.isBusy} onClick={() => resend.run(input)}>
          {t('invitation.resend')}
          <span className="sr-only"> {invitation.email}</span>
        </Button>
        <Button size="lg" isBusy={revoke.isBusy} onClick={() => revoke.run(input)}>
          {t('invitation.revoke')}
          <span className="sr-only"> {invitation.email}</span>
        </Button>
      </div>
      {error && <Alert tone="danger">{error}</Alert>}
    </div>
  );
}

function InvitationRow({ organizationId, invitation, canManage }: InvitationRowProps) {
  const { t } = useTexts();
  const { email, role, status, invitedByName, createdAt, expiresAt, decidedAt } = invitation;
  return (
    <Row
      icon={<MailPlus />}
      title={email}
      badges={
        <>
          <StatusBadge tone={tones[status]}>{t(`invitation.status.${status}`)}</StatusBadge>
          <Badge>{t(`organization.role.${role}`)}</Badge>
        </>
      }
      actions={
        canManage &&
        status === 'PENDING' && (
          <InvitationActs organizationId={organizationId} invitation={invitation} />
        )
      }
    >
      {t('invitation.by', { name: invitedByName })} <Moment value={createdAt} look="day" />
      {' · '}
      {decidedAt ? (
        <>
          {t('invitation.decided')} <Moment value={decidedAt} look="day" />
        </>
      ) : (
        <>
          {t('invitation.until')} <Moment value={expiresAt} look="day" />
        </>
      )}
    </Row>
  );
}

/** Whom an organization has invited, and how that went. */
export function InvitationSection({
  organizationId,
  canManage,
}: {
  organizationId: string;
  canManage: boolean;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [page, setPage] = useState(1);
  const invitations = useInvitations(slug, organizationId, page);
  return (
    <Section
      isFlush
      title={t('invitation.title')}
      lead={t('invitation.lead')}
      action={canManage && <InviteMember organizationId={organizationId} />}
    >
      <Remote query={invitations} waiting={<RowShapes count={2} />}>
        {(data) =>
          data.items.length === 0 ? (
            <p className="px-5 pb-4 text-sm text-subtle sm:px-6">{t('invitation.none')}</p>
          ) : (
            <>
              <Rows label={t('invitation.title')}>
                {data.items.map((invitation) => (
                  <InvitationRow
                    key={invitation.id}
                    organizationId={organizationId}
                    invitation={invitation}
                    canManage={canManage}
                  />
                ))}
              </Rows>
              <Pager {...data} onPage={setPage} />
            </>
          )
        }
      </Remote>
    </Section>
  );
}

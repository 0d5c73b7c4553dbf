import { MailOpen } from 'lucide-react';
import type { OwnInvitation } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Moment } from '../../components/moment.tsx';
import { LoadFailure } from '../../components/page-states.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { answerKeys, invitationActs, useOwnInvitations } from './use-invitations.ts';

function Waiting({ invitation }: { invitation: OwnInvitation }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const acts = invitationActs(slug);
  const renews = answerKeys(slug);
  const accept = useAct({ send: acts.accept, renews, notice: 'invitation.accepted' });
  const decline = useAct({ send: acts.decline, renews, notice: 'invitation.declined' });
  const error = accept.error ?? decline.error;
  const { id: invitationId, organizationName, invitedByName, role, expiresAt } = invitation;
  return (
    <li className="grid gap-4 rounded-xl border border-accent-line bg-accent-soft p-5">
      <div className="flex items-start gap-3">
        <MailOpen aria-hidden className="mt-0.5 size-5 shrink-0 text-accent-ink" />
        <div>
          <p className="text-base text-ink">
            <RichText
              text={t('invitation.own', { name: invitedByName, organization: organizationName })}
            />
          </p>
          <p className="mt-0.5 text-sm text-muted">
            {t(`organization.role.${role}`)} · {t('invitation.until')}{' '}
            <Moment value={expiresAt} look="day" />
          </p>
        </div>
      </div>
      {error && <Alert tone="danger">{error}</Alert>}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          size="lg"
          isBusy={accept.isBusy}
          onClick={() => accept.run({ invitationId })}
        >
          {t('invitation.accept')}
        </Button>
        <Button size="lg" isBusy={decline.isBusy} onClick={() => decline.run({ invitationId })}>
          {t('invitation.decline')}
        </Button>
      </div>
    </li>
  );
}

/** Invitations that wait for an answer; nothing where there are none. */
export function OwnInvitations() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { data = [], isError, error, refetch } = useOwnInvitations(slug);
  if (isError) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return null;
  return (
    <ul aria-label={t('invitation.waiting')} className="grid gap-3">
      {data.map((invitation) => (
        <Waiting key={invitation.id} invitation={invitation} />
      ))}
    </ul>
  );
}

import type { InvitationView, OrganizationDetail } from '@freehold/core-contracts/organizations';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { describeError } from '../../lib/error-messages.ts';
import { membershipRoleLabels } from '../../lib/labels.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useManageOrganizations } from './use-organization-acts.ts';
import { useWaitingInvitations } from './use-organizations.ts';

export type InvitationsCardProps = { organization: OrganizationDetail; canManage: boolean };

type Chosen = { invitation: InvitationView; act: 'resend' | 'withdraw' };

/** Invitations that nobody has answered yet. */
export function InvitationsCard({ organization, canManage }: InvitationsCardProps) {
  const { data, error } = useWaitingInvitations(organization.id);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <Card>
      <CardHeader title="Waiting invitations" description="A link is good for 7 days." />
      <CardBody>
        {error && <p className="text-sm text-danger-ink">{describeError(error)}</p>}
        {!data && !error && <SkeletonLines />}
        {data?.items.length === 0 && <p className="text-sm text-muted">Nobody is invited.</p>}
        <ul className="divide-y divide-line">
          {data?.items.map((invitation) => (
            <li
              key={invitation.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5"
            >
              <span className="grid min-w-0">
                <span className="truncate text-sm font-medium text-ink">{invitation.email}</span>
                <span className="text-xs text-subtle">
                  {membershipRoleLabels[invitation.role]}, invited by {invitation.invitedByName};
                  ends <Time value={invitation.expiresAt} format="relative" />
                </span>
              </span>
              {canManage && (
                <span className="flex gap-2">
                  <Button
                    size="sm"
                    icon={<Send />}
                    onClick={() => setChosen({ invitation, act: 'resend' })}
                  >
                    Send again
                  </Button>
                  <Button
                    size="sm"
                    variant="danger-outline"
                    onClick={() => setChosen({ invitation, act: 'withdraw' })}
                  >
                    Withdraw
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      </CardBody>
      {chosen && (
        <InvitationDialog
          {...chosen}
          organizationId={organization.id}
          onClose={() => setChosen(null)}
        />
      )}
    </Card>
  );
}

type InvitationDialogProps = Chosen & { organizationId: string; onClose: () => void };

function InvitationDialog({ invitation, act, organizationId, onClose }: InvitationDialogProps) {
  const { resend, revokeInvitation } = useManageOrganizations();
  const notice = useAuditNotice();
  const mutation = act === 'resend' ? resend : revokeInvitation;
  const input = { organizationId, invitationId: invitation.id };
  const onSuccess = () => {
    onClose();
    const done = act === 'resend' ? 'was sent again' : 'is withdrawn';
    notice(`The invitation to ${invitation.email} ${done}`, invitation.id);
  };
  return (
    <ActDialog
      title={act === 'resend' ? 'Send the invitation again?' : 'Withdraw the invitation?'}
      consequence={
        <p>
          {act === 'resend' ? (
            <>
              A new link goes to <strong>{invitation.email}</strong>, good for 7 days; the one
              before stops working.
            </>
          ) : (
            <>
              The link that went to <strong>{invitation.email}</strong> stops working.
            </>
          )}
        </p>
      }
      confirmLabel={act === 'resend' ? 'Send again' : 'Withdraw'}
      tone={act === 'resend' ? 'primary' : 'danger'}
      isReasonAsked={act === 'withdraw'}
      isBusy={mutation.isPending}
      error={mutation.error}
      onClose={onClose}
      onConfirm={(reason) =>
        act === 'resend'
          ? resend.mutate(input, { onSuccess })
          : revokeInvitation.mutate({ ...input, reason }, { onSuccess })
      }
    />
  );
}

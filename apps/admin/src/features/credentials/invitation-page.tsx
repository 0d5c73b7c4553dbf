import { SkeletonLines } from '@freehold/ui/skeleton';
import { AuthFrame } from '../../components/auth-frame.tsx';
import { Problem } from '../../components/problem.tsx';
import { userRoleLabels } from '../../lib/labels.ts';
import type { LinkSecret } from '../../lib/link-secret.ts';
import { NewPasswordForm } from './new-password-form.tsx';
import { useAcceptInvitation, useStaffInvitation } from './use-invitation.ts';

export type InvitationPageProps = { secret: LinkSecret; onDone: () => void };

/** First step of an invited operator: the password; then sign-in and the second factor. */
export function InvitationPage({ secret, onDone }: InvitationPageProps) {
  const invitation = useStaffInvitation(secret);
  const accept = useAcceptInvitation(secret);
  const { data } = invitation;
  if (!data) {
    return (
      <AuthFrame title="Your invitation" description="To the console of Freehold.">
        {invitation.error ? <Problem error={invitation.error} /> : <SkeletonLines count={5} />}
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title={`Welcome, ${data.firstName}`}
      description={
        <>
          You are invited to <strong className="text-ink">{data.tenantName}</strong> as{' '}
          <strong className="text-ink">{userRoleLabels[data.role].toLowerCase()}</strong>. Choose a
          password; then you sign in and set up a second factor.
        </>
      }
    >
      <NewPasswordForm
        email={data.email}
        submitLabel="Set the password"
        isBusy={accept.isPending}
        error={accept.error}
        onSubmit={(newPassword) =>
          accept.mutate({ token: secret.token, newPassword }, { onSuccess: onDone })
        }
      />
    </AuthFrame>
  );
}

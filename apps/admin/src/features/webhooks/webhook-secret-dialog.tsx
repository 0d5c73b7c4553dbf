import type { WebhookSecret } from '@freehold/core-contracts/webhooks';
import { Time } from '@freehold/ui/time';
import { SecretDialog } from '../../components/secret-dialog.tsx';

export type WebhookSecretDialogProps = { shown: WebhookSecret; onClose: () => void };

/** The secret that an endpoint's events are signed with. */
export function WebhookSecretDialog({ shown, onClose }: WebhookSecretDialogProps) {
  const { endpoint, secret } = shown;
  return (
    <SecretDialog
      title="The signing secret"
      description={new URL(endpoint.url).host}
      noun="secret"
      warning="The receiver proves with it that an event is genuine. Put it there now; nobody can show it again, but a new one can be made."
      secret={secret}
      onClose={onClose}
    >
      {endpoint.previousSecretExpiresAt && (
        <p className="text-sm text-muted">
          The old secret signs as well until <Time value={endpoint.previousSecretExpiresAt} />.
        </p>
      )}
    </SecretDialog>
  );
}

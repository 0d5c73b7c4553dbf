import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { AuthFrame } from '../../components/auth-frame.tsx';
import { describeError } from '../../lib/error-messages.ts';
import type { LinkSecret } from '../../lib/link-secret.ts';
import { useConfirmEmail, useUnlock } from './use-credentials.ts';

export type PressLinkPageProps = { secret: LinkSecret; onDone: () => void };

type PressProps = {
  title: string;
  description: string;
  button: string;
  isBusy: boolean;
  error: unknown;
  onPress: () => void;
};

/* A press is asked for, because scanners of mail open links by themselves. */
function Press({ title, description, button, isBusy, error, onPress }: PressProps) {
  return (
    <AuthFrame title={title} description={description}>
      <div className="grid gap-4">
        {Boolean(error) && <Alert tone="danger">{describeError(error)}</Alert>}
        <Button variant="primary" size="lg" isBusy={isBusy} onClick={onPress}>
          {button}
        </Button>
      </div>
    </AuthFrame>
  );
}

/** Lifts the lock after too many attempts. */
export function UnlockPage({ secret, onDone }: PressLinkPageProps) {
  const unlock = useUnlock(secret);
  return (
    <Press
      title="Unlock your sign-in"
      description="Too many attempts have locked it. If they were not yours, change your password afterwards."
      button="Unlock"
      isBusy={unlock.isPending}
      error={unlock.error}
      onPress={() => unlock.mutate({ token: secret.token }, { onSuccess: onDone })}
    />
  );
}

/** Confirms the address of an account. */
export function VerifyEmailPage({ secret, onDone }: PressLinkPageProps) {
  const verify = useConfirmEmail(secret, 'verify');
  return (
    <Press
      title="Confirm your e-mail address"
      description="So that notices about your account reach you."
      button="Confirm the address"
      isBusy={verify.isPending}
      error={verify.error}
      onPress={() => verify.mutate({ token: secret.token }, { onSuccess: onDone })}
    />
  );
}

/** Confirms a new address: the account is reached under it from then on. */
export function ConfirmEmailPage({ secret, onDone }: PressLinkPageProps) {
  const confirm = useConfirmEmail(secret, 'confirmChange');
  return (
    <Press
      title="Confirm your new address"
      description="You sign in with it from then on; the old one is told."
      button="Use this address"
      isBusy={confirm.isPending}
      error={confirm.error}
      onPress={() => confirm.mutate({ token: secret.token }, { onSuccess: onDone })}
    />
  );
}

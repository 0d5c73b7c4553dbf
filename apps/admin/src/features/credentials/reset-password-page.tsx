import { AuthFrame } from '../../components/auth-frame.tsx';
import type { LinkSecret } from '../../lib/link-secret.ts';
import { NewPasswordForm } from './new-password-form.tsx';
import { useResetPassword } from './use-credentials.ts';

export type ResetPasswordPageProps = { secret: LinkSecret; onDone: () => void };

/** New password with the secret of a link; every session ends with it. */
export function ResetPasswordPage({ secret, onDone }: ResetPasswordPageProps) {
  const reset = useResetPassword(secret);
  return (
    <AuthFrame
      title="Choose a new password"
      description="Wherever you are signed in, that session ends. Your second factor stays."
    >
      <NewPasswordForm
        submitLabel="Set the password"
        isBusy={reset.isPending}
        error={reset.error}
        onSubmit={(newPassword) =>
          reset.mutate({ token: secret.token, newPassword }, { onSuccess: onDone })
        }
      />
    </AuthFrame>
  );
}

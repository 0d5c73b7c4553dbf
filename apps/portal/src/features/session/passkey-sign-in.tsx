import { KeyRound } from 'lucide-react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { canUsePasskeys } from '@freehold/ui/passkey';
import { useTexts } from '../../lib/texts.ts';

type PasskeySignInProps = { error: string | undefined; isBusy: boolean; onPress: () => void };

/** Signing in without a password; not offered where the browser cannot. */
export function PasskeySignIn({ error, isBusy, onPress }: PasskeySignInProps) {
  const { t } = useTexts();
  if (!canUsePasskeys()) return null;
  return (
    <div className="grid gap-4">
      <p className="flex items-center gap-3 text-xs text-subtle before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('signIn.or')}
      </p>
      <Button size="xl" icon={<KeyRound aria-hidden />} isBusy={isBusy} onClick={onPress}>
        {t('signIn.passkey')}
      </Button>
      {error && <Alert tone="danger">{error}</Alert>}
    </div>
  );
}

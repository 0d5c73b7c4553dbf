import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button } from '@freehold/ui/button';
import { Spinner } from '@freehold/ui/spinner';
import { problemSentence, toProblem } from '../../lib/problems.ts';
import { useTexts } from '../../lib/texts.ts';
import type { SignUpActions } from './use-registration.ts';

/** All is confirmed, the account is being made: asks for it once, and again when told to. */
export function FinishingScreen({ actions }: { actions: SignUpActions }) {
  const { t, locale } = useTexts();
  const { mutate, isError, error, isPending } = useMutation({
    mutationFn: () => actions.complete(),
  });
  useEffect(() => mutate(), [mutate]);
  if (isError) {
    return (
      <div role="alert" className="grid gap-3 py-6">
        <h1 className="text-2xl font-semibold text-ink">{t('signUp.finishing.stuckTitle')}</h1>
        <p className="text-base text-muted">
          {problemSentence(toProblem(error), t, locale)} {t('signUp.finishing.stuckText')}
        </p>
        <Button
          variant="primary"
          size="xl"
          className="mt-3 justify-self-start"
          isBusy={isPending}
          onClick={() => mutate()}
        >
          {t('general.retry')}
        </Button>
      </div>
    );
  }
  return (
    <div className="grid justify-items-center gap-4 py-16 text-center">
      <Spinner className="size-8 text-accent-ink" />
      <div role="status">
        <h1 className="text-2xl font-semibold text-ink">{t('signUp.finishing.title')}</h1>
        <p className="mt-2 text-base text-balance text-muted">{t('signUp.finishing.lead')}</p>
      </div>
    </div>
  );
}

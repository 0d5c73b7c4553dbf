import { useMutation } from '@tanstack/react-query';
import type { CodeState } from '@freehold/core-contracts/registration';
import { useState, type ReactNode } from 'react';
import { Button } from '@freehold/ui/button';
import { formatCountdown } from '../../lib/durations.ts';
import { problemSentence, toProblem } from '../../lib/problems.ts';
import { useTexts } from '../../lib/texts.ts';
import { useCountdown } from '../../lib/use-countdown.ts';

type ResendCodeProps = {
  state: CodeState | null;
  lead: ReactNode;
  resend: () => Promise<unknown>;
  onResent: () => void;
  children: ReactNode;
};

function retryAfterMs(error: unknown): number {
  return Number(toProblem(error).params['retryAfterSeconds'] ?? 0) * 1000;
}

/** Asks for another code once the service would send one; counts down until then. */
export function ResendCode({ state, lead, resend, onResent, children }: ResendCodeProps) {
  const { t, locale } = useTexts();
  const [refusedUntilMs, setRefusedUntilMs] = useState<number | null>(null);
  const mutation = useMutation({
    mutationFn: resend,
    onSuccess: onResent,
    onError: (error) => setRefusedUntilMs(Date.now() + retryAfterMs(error)),
  });
  // A clock that is wrong must not lock anybody out: never longer than the service itself asks for.
  const longestMs = state ? state.resendAt.getTime() - state.sentAt.getTime() : 0;
  const allowedMs = state ? Math.min(state.resendAt.getTime(), Date.now() + longestMs) : null;
  const seconds = useCountdown(Math.max(allowedMs ?? 0, refusedUntilMs ?? 0));
  const isWaiting = seconds > 0;
  return (
    <div className="grid gap-3 border-t border-line pt-5 text-sm text-muted">
      <p>{lead}</p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button
          size="lg"
          disabled={isWaiting}
          isBusy={mutation.isPending}
          className="numeric text-sm"
          onClick={() => mutation.mutate()}
        >
          {isWaiting
            ? t('signUp.code.resendIn', { time: formatCountdown(seconds) })
            : t('signUp.code.resend')}
        </Button>
        {children}
      </div>
      <p role="status" className="font-medium text-ink empty:hidden">
        {mutation.isSuccess && t('signUp.code.resent')}
        {mutation.isError && problemSentence(toProblem(mutation.error), t, locale)}
      </p>
    </div>
  );
}

import { Link } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import type { Attempt } from './attempt.ts';
import { AttemptFacts } from './review-step.tsx';

/** The answer was lost: the same attempt may be asked again and again, and nothing else. */
export function UnsurePanel({
  attempt,
  isBusy,
  onRetry,
}: {
  attempt: Attempt;
  isBusy: boolean;
  onRetry: () => void;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1 className="text-2xl font-semibold text-ink sm:text-3xl">{t('send.unsure.title')}</h1>
      <Alert tone="warning">{t('send.unsure.text')}</Alert>
      <div className="grid gap-6 rounded-xl border border-line bg-surface p-5 shadow-xs sm:p-6">
        <AttemptFacts attempt={attempt} />
        <Button
          variant="primary"
          size="xl"
          icon={<RefreshCw aria-hidden />}
          isBusy={isBusy}
          onClick={onRetry}
        >
          {t('send.unsure.retry')}
        </Button>
        <Button asChild size="xl">
          <Link to="/$tenant/wallet/history" params={{ tenant: slug }}>
            {t('money.toHistory')}
          </Link>
        </Button>
      </div>
    </div>
  );
}

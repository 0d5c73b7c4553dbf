import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import type { TransferStatus } from '@freehold/core-contracts/enums';
import { Alert, type AlertProps } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Reasons } from '../../components/reasons.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import type { Attempt } from './attempt.ts';
import { AttemptFacts } from './review-step.tsx';
import { addPayee, useSentTransfer } from './use-send.ts';

const tones: Readonly<Record<TransferStatus, NonNullable<AlertProps['tone']>>> = {
  PENDING: 'info',
  AWAITING_APPROVAL: 'warning',
  CONFIRMED: 'success',
  REJECTED: 'danger',
  FAILED: 'danger',
  REVERSED: 'info',
};

function SavePayee({ attempt }: { attempt: Attempt }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { payeeName: name, input } = attempt;
  const save = useAct({
    send: () => addPayee(slug, { address: input.toWalletId, name, label: name.slice(0, 80) }),
    renews: [[slug, 'money', 'payees']],
    notice: 'payee.savedNotice',
  });
  if (save.output) return null;
  return (
    <>
      {save.error && <Alert tone="danger">{save.error}</Alert>}
      <Button
        size="xl"
        className="h-auto min-h-12 py-2 whitespace-normal"
        isBusy={save.isBusy}
        onClick={() => save.run()}
      >
        {t('send.result.savePayee', { name })}
      </Button>
    </>
  );
}

function Frame({
  status,
  reasons,
  children,
}: {
  status: TransferStatus;
  reasons: readonly string[];
  children: ReactNode;
}) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1
        ref={heading}
        tabIndex={-1}
        className="text-2xl font-semibold text-ink outline-none sm:text-3xl"
      >
        {t(`send.result.${status}`)}
      </h1>
      <Alert tone={tones[status]}>
        <p>{t(`transfer.text.${status}`)}</p>
        {status !== 'CONFIRMED' && <Reasons codes={reasons} />}
      </Alert>
      {children}
    </div>
  );
}

/** What became of it: followed until the ledger has spoken. */
export function ResultPanel({
  attempt,
  transferId,
  status: first,
  reasons,
  onAnother,
}: {
  attempt: Attempt;
  transferId: string;
  status: TransferStatus;
  reasons: readonly string[];
  onAnother: () => void;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { data: transfer } = useSentTransfer(slug, transferId);
  const status = transfer?.status ?? first;
  return (
    <Frame status={status} reasons={transfer?.reasons ?? reasons}>
      <div className="grid gap-6 rounded-xl border border-line bg-surface p-5 shadow-xs sm:p-6">
        <AttemptFacts attempt={attempt} />
        <div className="grid gap-3">
          <Button asChild size="xl">
            <Link to="/$tenant/wallet/transfers/$transferId" params={{ tenant: slug, transferId }}>
              {t('send.result.look')}
            </Link>
          </Button>
          {!attempt.isPayeeSaved && status !== 'REJECTED' && <SavePayee attempt={attempt} />}
          <Button size="xl" variant="primary" onClick={onAnother}>
            {t('send.result.another')}
          </Button>
        </div>
      </div>
    </Frame>
  );
}

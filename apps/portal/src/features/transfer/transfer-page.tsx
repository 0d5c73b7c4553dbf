import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { TransferStatus } from '@freehold/core-contracts/enums';
import type { TransferView } from '@freehold/core-contracts/transfers';
import { Alert, type AlertProps } from '@freehold/ui/alert';
import { sumAmounts } from '@freehold/ui/formats';
import { KeyValueList } from '@freehold/ui/key-value';
import { Amount } from '../../components/amount.tsx';
import { Moment } from '../../components/moment.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Reasons } from '../../components/reasons.tsx';
import { Section } from '../../components/section.tsx';
import { TransferBadge } from '../../components/transfer-badge.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

const tones: Readonly<Record<TransferStatus, NonNullable<AlertProps['tone']>>> = {
  PENDING: 'info',
  AWAITING_APPROVAL: 'warning',
  CONFIRMED: 'success',
  REJECTED: 'danger',
  FAILED: 'danger',
  REVERSED: 'info',
};

/** States with a reason of their own; what once was waited for says nothing about the rest. */
const saysWhy: ReadonlySet<TransferStatus> = new Set(['AWAITING_APPROVAL', 'REJECTED', 'FAILED']);

function Facts({ transfer }: { transfer: TransferView }) {
  const { t } = useTexts();
  const { from, to, amount, fee, currencyCode, reference, createdAt, settledAt } = transfer;
  const money = (value: string) => <Amount value={value} currencyCode={currencyCode} />;
  const hasFee = /[1-9]/u.test(fee);
  return (
    <KeyValueList
      columns={2}
      items={[
        { label: t('transfer.from'), value: from.name },
        { label: t('transfer.to'), value: to.name },
        { label: t('transfer.amount'), value: money(amount) },
        { label: t('transfer.fee'), value: money(fee) },
        ...(hasFee
          ? [{ label: t('transfer.total'), value: money(sumAmounts([amount, fee])) }]
          : []),
        { label: t('transfer.kindName'), value: t(`transfer.kind.${transfer.kind}`) },
        { label: t('transfer.reference'), value: reference, isWide: true },
        { label: t('transfer.createdAt'), value: <Moment value={createdAt} /> },
        { label: t('transfer.settledAt'), value: settledAt && <Moment value={settledAt} /> },
        {
          label: t('transfer.number'),
          value: <span className="numeric">{transfer.id}</span>,
          isWide: true,
        },
      ]}
    />
  );
}

/** One transfer: where it stands and why, who to whom, how much. */
export function TransferPage({ transfer }: { transfer: TransferView }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { status, reasons, amount, currencyCode } = transfer;
  return (
    <PageFrame
      width="reading"
      title={<Amount value={amount} currencyCode={currencyCode} />}
      lead={
        <Link
          to="/$tenant/wallet/history"
          params={{ tenant: slug }}
          className="inline-flex items-center gap-1.5 rounded-sm text-sm underline-offset-3 hover:text-ink hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t('transfer.back')}
        </Link>
      }
    >
      <Alert tone={tones[status]} title={t(`transfer.status.${status}`)}>
        <p>{t(`transfer.text.${status}`)}</p>
        {saysWhy.has(status) && <Reasons codes={reasons} />}
      </Alert>
      <Section title={t('transfer.title')} action={<TransferBadge status={status} />}>
        <Facts transfer={transfer} />
      </Section>
    </PageFrame>
  );
}

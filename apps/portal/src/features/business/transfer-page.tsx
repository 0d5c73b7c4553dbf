import { Link } from '@tanstack/react-router';
import { ArrowLeft, Signature } from 'lucide-react';
import type { ApprovalView, BusinessTransferView } from '@freehold/core-contracts/business';
import { Alert } from '@freehold/ui/alert';
import { Badge, StatusBadge } from '@freehold/ui/badge';
import { KeyValueList } from '@freehold/ui/key-value';
import { Amount } from '../../components/amount.tsx';
import { Moment } from '../../components/moment.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Reasons } from '../../components/reasons.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { TransferBadge } from '../../components/transfer-badge.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { Decide } from './decide.tsx';
import { needWords } from './need-words.ts';
import { receiverOf } from './transfer-row.tsx';

type OfTransfer = { transfer: BusinessTransferView };

function Approval({ approval }: { approval: ApprovalView }) {
  const { t } = useTexts();
  const { deciderName, role, weight, decision, reason, decidedAt, isSelf } = approval;
  return (
    <Row
      icon={<Signature />}
      title={deciderName}
      badges={
        <>
          <StatusBadge tone={decision === 'APPROVE' ? 'success' : 'danger'}>
            {t(`business.verdict.${decision}`)}
          </StatusBadge>
          {isSelf && <Badge>{t('business.you')}</Badge>}
        </>
      }
    >
      <p>
        {role && `${t(`business.role.${role}`)} · ${t('business.weightOf', { weight })} · `}
        <Moment value={decidedAt} />
      </p>
      {reason && <p className="[overflow-wrap:anywhere]">{reason}</p>}
    </Row>
  );
}

function Approvals({ transfer }: OfTransfer) {
  const { t } = useTexts();
  const { approvals, rule, approvedCount, approvedWeight } = transfer;
  return (
    <Section
      isFlush
      title={t('business.approvals')}
      lead={
        rule && (
          <>
            <span className="numeric block font-medium text-ink">
              {t('business.progress', {
                count: approvedCount,
                needed: rule.minimumApprovers,
                weight: approvedWeight,
                neededWeight: rule.minimumWeight,
              })}
            </span>
            {needWords(rule, t).join(' · ')}
          </>
        )
      }
    >
      {approvals.length === 0 ? (
        <p className="px-5 pb-5 text-sm text-subtle sm:px-6">{t('business.noApprovals')}</p>
      ) : (
        <Rows label={t('business.approvals')}>
          {approvals.map((approval) => (
            <Approval
              key={`${approval.deciderName}${approval.decidedAt.getTime()}`}
              approval={approval}
            />
          ))}
        </Rows>
      )}
    </Section>
  );
}

function Facts({ transfer }: OfTransfer) {
  const { t } = useTexts();
  const { legs, fee, currencyCode, approvalExpiresAt, settledAt, status } = transfer;
  const money = (value: string) => <Amount value={value} currencyCode={currencyCode} />;
  return (
    <KeyValueList
      columns={2}
      items={[
        ...legs.map(({ toName, amount }) => ({ label: toName, value: money(amount) })),
        { label: t('transfer.fee'), value: money(fee) },
        { label: t('business.initiator'), value: transfer.initiatorName },
        { label: t('transfer.createdAt'), value: <Moment value={transfer.createdAt} /> },
        ...(status === 'AWAITING_APPROVAL' && approvalExpiresAt
          ? [{ label: t('business.expires'), value: <Moment value={approvalExpiresAt} /> }]
          : []),
        ...(settledAt
          ? [{ label: t('transfer.settledAt'), value: <Moment value={settledAt} /> }]
          : []),
        { label: t('transfer.reference'), value: transfer.reference, isWide: true },
      ]}
    />
  );
}

/** One transfer of a business account: what is asked, who has approved, and one's own word. */
export function BusinessTransferPage({ transfer }: OfTransfer) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { status, amount, currencyCode, businessAccountId, reasons } = transfer;
  const isOver = status === 'REJECTED' || status === 'FAILED';
  return (
    <PageFrame
      width="reading"
      title={<Amount value={amount} currencyCode={currencyCode} />}
      lead={
        <Link
          to="/$tenant/wallet/business/$accountId"
          params={{ tenant: slug, accountId: businessAccountId }}
          className="inline-flex items-center gap-1.5 rounded-sm text-sm underline-offset-3 hover:text-ink hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t('business.back')}
        </Link>
      }
      action={
        <div className="flex flex-wrap gap-3">
          <Decide transfer={transfer} />
        </div>
      }
    >
      {isOver && (
        <Alert tone="danger" title={t(`transfer.text.${status}`)}>
          <Reasons codes={reasons} />
        </Alert>
      )}
      {transfer.isReviewWaiting && <Alert title={t('reason.transfer.risk_review')} />}
      <Section title={receiverOf(transfer, t)} action={<TransferBadge status={status} />}>
        <Facts transfer={transfer} />
      </Section>
      <Approvals transfer={transfer} />
    </PageFrame>
  );
}

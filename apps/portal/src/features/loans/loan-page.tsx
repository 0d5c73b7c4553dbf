import { Link } from '@tanstack/react-router';
import { HandCoins } from 'lucide-react';
import { useState } from 'react';
import type { LoanStatus } from '@freehold/core-contracts/enums';
import type { OwnLoanView } from '@freehold/core-contracts/loans';
import { StatusBadge, type BadgeTone } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { EmptyState } from '@freehold/ui/states';
import { Amount } from '../../components/amount.tsx';
import { Moment } from '../../components/moment.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Pager } from '../../components/pager.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Row, Rows } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { ApplyForLoan } from './apply-dialog.tsx';
import { useOwnLoans } from './use-loans.ts';

const tones: Readonly<Record<LoanStatus, BadgeTone>> = {
  REQUESTED: 'info',
  APPLIED: 'warning',
  APPROVING: 'info',
  APPROVED: 'success',
  REJECTED: 'danger',
  FAILED: 'danger',
};

function LoanRow({ loan }: { loan: OwnLoanView }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { amount, currencyCode, status, termMonths, purpose, createdAt, approvedAt } = loan;
  return (
    <Row
      icon={<HandCoins />}
      title={<Amount value={amount} currencyCode={currencyCode} />}
      badges={<StatusBadge tone={tones[status]}>{t(`loan.status.${status}`)}</StatusBadge>}
      actions={
        status === 'APPROVED' &&
        loan.transferId && (
          <Button asChild size="lg">
            <Link
              to="/$tenant/wallet/transfers/$transferId"
              params={{ tenant: slug, transferId: loan.transferId }}
            >
              {t('loan.look')}
            </Link>
          </Button>
        )
      }
    >
      <p className="[overflow-wrap:anywhere]">{purpose}</p>
      <p className="text-xs text-subtle">
        {t('loan.termMonths', { count: termMonths })} · {t('loan.asked')}{' '}
        <Moment value={createdAt} look="day" />
        {approvedAt && (
          <>
            {' · '}
            {t('loan.paid')} <Moment value={approvedAt} look="day" />
          </>
        )}
      </p>
    </Row>
  );
}

/** One's loans: asked for, decided, paid. */
export function LoanPage() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [page, setPage] = useState(1);
  const loans = useOwnLoans(slug, page);
  return (
    <PageFrame
      width="reading"
      title={t('loan.title')}
      lead={t('loan.lead')}
      action={<ApplyForLoan />}
    >
      <Remote query={loans} waiting={<RowShapes />}>
        {(data) =>
          data.items.length === 0 ? (
            <div className="rounded-xl border border-dashed border-line-strong">
              <EmptyState
                icon={<HandCoins />}
                className="py-16"
                title={t('loan.emptyTitle')}
                description={t('loan.emptyText')}
              />
            </div>
          ) : (
            <section
              aria-label={t('loan.title')}
              className="overflow-hidden rounded-xl border border-line bg-surface shadow-xs"
            >
              <div className="-mt-px">
                <Rows label={t('loan.title')}>
                  {data.items.map((loan) => (
                    <LoanRow key={loan.id} loan={loan} />
                  ))}
                </Rows>
              </div>
              <Pager {...data} onPage={setPage} />
            </section>
          )
        }
      </Remote>
    </PageFrame>
  );
}

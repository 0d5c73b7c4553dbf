import { Link } from '@tanstack/react-router';
import { ArrowDownUp, Send } from 'lucide-react';
import { useState } from 'react';
import type { BusinessAccountDetail } from '@freehold/core-contracts/business';
import { TransferStatus } from '@freehold/core-contracts/enums';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Select } from '@freehold/ui/select';
import { EmptyState } from '@freehold/ui/states';
import { Pager } from '../../components/pager.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { TransferRows } from './transfer-row.tsx';
import { useTransfers } from './use-business.ts';

/** What an account sent and what waits, by state. */
export function TransferPanel({
  account,
  status,
  onStatus,
}: {
  account: BusinessAccountDetail;
  status: TransferStatus | undefined;
  onStatus: (status: TransferStatus | undefined) => void;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [page, setPage] = useState(1);
  const transfers = useTransfers(slug, account.id, status, page);
  const canSend = account.ownRole !== null && account.status === 'ACTIVE' && !account.isFrozen;
  return (
    <Section
      isFlush
      title={t('business.transfers')}
      action={
        canSend && (
          <Button asChild variant="primary" size="lg">
            <Link
              to="/$tenant/wallet/business/$accountId/send"
              params={{ tenant: slug, accountId: account.id }}
            >
              <Send aria-hidden />
              {t('business.send')}
            </Link>
          </Button>
        )
      }
    >
      <div className="px-5 pb-4 sm:px-6">
        <Field label={t('business.state')} className="max-w-60">
          {(control) => (
            <Select
              {...control}
              size="lg"
              value={status ?? ''}
              placeholder={t('business.anyStatus')}
              onValueChange={(value) => onStatus(TransferStatus.safeParse(value).data)}
              options={TransferStatus.options.map((each) => ({
                value: each,
                label: t(`transfer.status.${each}`),
              }))}
            />
          )}
        </Field>
      </div>
      <Remote query={transfers} waiting={<RowShapes />}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState
              icon={<ArrowDownUp />}
              title={t('business.noTransfers')}
              description={t('business.noTransfersText')}
            />
          ) : (
            <>
              <TransferRows label={t('business.transfers')} transfers={data.items} />
              <Pager {...data} onPage={setPage} />
            </>
          )
        }
      </Remote>
    </Section>
  );
}

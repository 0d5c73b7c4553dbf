import { CheckCheck } from 'lucide-react';
import type { BusinessAccountSummary } from '@freehold/core-contracts/business';
import { EmptyState } from '@freehold/ui/states';
import { RowShapes } from '../../components/remote.tsx';
import { Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { TransferRows } from './transfer-row.tsx';
import { useWaitingForMe } from './use-business.ts';

function Waiting({ accounts }: { accounts: readonly BusinessAccountSummary[] }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { isPending, items } = useWaitingForMe(slug, accounts);
  if (items.length > 0) return <TransferRows label={t('business.forYou')} transfers={items} />;
  if (isPending) return <RowShapes count={2} />;
  return (
    <EmptyState
      icon={<CheckCheck />}
      title={t('business.forYouEmpty')}
      description={t('business.forYouEmptyText')}
    />
  );
}

/** What needs the person's own word. */
export function WaitingSection({ accounts }: { accounts: readonly BusinessAccountSummary[] }) {
  const { t } = useTexts();
  return (
    <Section isFlush title={t('business.forYou')} lead={t('business.forYouLead')}>
      <Waiting accounts={accounts} />
    </Section>
  );
}

import { createFileRoute } from '@tanstack/react-router';
import { Remote } from '../../../../../../../components/remote.tsx';
import { BusinessTransferPage } from '../../../../../../../features/business/transfer-page.tsx';
import { useBusinessTransfer } from '../../../../../../../features/business/use-business.ts';
import { useTenant } from '../../../../../../../lib/tenant.tsx';
import { useTexts } from '../../../../../../../lib/texts.ts';
import { useTitle } from '../../../../../../../lib/use-title.ts';

export const Route = createFileRoute(
  '/$tenant/_member/wallet/business/$accountId/transfers/$transferId',
)({ component: BusinessTransfer });

function BusinessTransfer() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const { transferId } = Route.useParams();
  const transfer = useBusinessTransfer(slug, transferId);
  useTitle(t('transfer.title'), name);
  return <Remote query={transfer}>{(data) => <BusinessTransferPage transfer={data} />}</Remote>;
}

import { createFileRoute } from '@tanstack/react-router';
import { Remote } from '../../../../../components/remote.tsx';
import { TransferPage } from '../../../../../features/transfer/transfer-page.tsx';
import { useTransfer } from '../../../../../features/transfer/use-transfer.ts';
import { useTenant } from '../../../../../lib/tenant.tsx';
import { useTexts } from '../../../../../lib/texts.ts';
import { useTitle } from '../../../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/wallet/transfers/$transferId')({
  component: Transfer,
});

function Transfer() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const { transferId } = Route.useParams();
  const transfer = useTransfer(slug, transferId);
  useTitle(t('transfer.title'), name);
  return <Remote query={transfer}>{(data) => <TransferPage transfer={data} />}</Remote>;
}

import { createFileRoute } from '@tanstack/react-router';
import { PayeePage } from '../../../../features/payees/payee-page.tsx';
import { useTenant } from '../../../../lib/tenant.tsx';
import { useTexts } from '../../../../lib/texts.ts';
import { useTitle } from '../../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/wallet/payees')({ component: Payees });

function Payees() {
  const { t } = useTexts();
  const { name } = useTenant();
  useTitle(t('payee.title'), name);
  return <PayeePage />;
}

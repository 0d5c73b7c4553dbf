import { createFileRoute } from '@tanstack/react-router';
import { LoanPage } from '../../../../features/loans/loan-page.tsx';
import { useTenant } from '../../../../lib/tenant.tsx';
import { useTexts } from '../../../../lib/texts.ts';
import { useTitle } from '../../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/wallet/loans')({ component: Loans });

function Loans() {
  const { t } = useTexts();
  const { name } = useTenant();
  useTitle(t('loan.title'), name);
  return <LoanPage />;
}

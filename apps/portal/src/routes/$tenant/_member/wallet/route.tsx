import { createFileRoute, Outlet } from '@tanstack/react-router';
import { MoneyFrame } from '../../../../features/wallet/money-frame.tsx';

export const Route = createFileRoute('/$tenant/_member/wallet')({ component: Money });

function Money() {
  return (
    <MoneyFrame>
      <Outlet />
    </MoneyFrame>
  );
}

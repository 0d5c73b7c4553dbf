import type { ReactNode } from 'react';
import { PlaceTabs } from '../../components/place-tabs.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

const places = [
  { to: '/$tenant/wallet', text: 'money.tab.wallet' },
  { to: '/$tenant/wallet/history', text: 'money.tab.history', hasParts: true },
  { to: '/$tenant/wallet/payees', text: 'money.tab.payees', hasParts: true },
  { to: '/$tenant/wallet/business', text: 'money.tab.business', hasParts: true },
  { to: '/$tenant/wallet/loans', text: 'money.tab.loans', hasParts: true },
] as const;

/** Everything about money: the way to its parts, and the one that is shown. */
export function MoneyFrame({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const params = { tenant: useTenant().slug };
  return (
    <div className="grid grid-cols-1 gap-2 pt-4 sm:pt-6">
      <PlaceTabs
        label={t('money.parts')}
        places={places.map(({ text, ...place }) => ({ ...place, params, label: t(text) }))}
      />
      {children}
    </div>
  );
}

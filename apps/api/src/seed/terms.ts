import { TenantSettings } from '@freehold/core-contracts/tenants';
import { SetLimitInput } from '@freehold/core-contracts/limits';
import { setLimit } from '@freehold/core-services/limits/set-limit';
import {
  getMoneySettings,
  updateMoneySettings,
} from '@freehold/core-services/treasury/money-settings';
import type { DemoBank, DemoOffice } from './demo-bank.ts';

/** What payments cost, from when on they are looked at, what the tax would be, and what may be sent. */
export async function seedTerms(bank: DemoBank, { treasurer, admin }: DemoOffice): Promise<void> {
  const ctx = bank.as(treasurer);
  const { settings, version } = await getMoneySettings({ ctx });
  const money = {
    ...settings,
    fee: { flat: '0.02', rate: '0.001', minimum: '0.05', maximum: '5' },
    tax: {
      ...{ isEnabled: true, threshold: '1000', cycleDays: 7 },
      bands: [
        { fromAmount: '0', rate: '0.001' },
        { fromAmount: '5000', rate: '0.004' },
      ],
    },
  };
  const reason = 'Terms of the first quarter.';
  await bank.agree(
    updateMoneySettings({ ctx, input: { version, settings: money, reason } }),
    admin,
  );
  bank.useSettings(TenantSettings.parse({ ...ctx.tenant.settings, money }));
  for (const limit of [
    { scope: 'TENANT', maxPerTransfer: '25000', maxPerDay: '100000', maxCountPerHour: 30 },
    { scope: 'ROLE', scopeKey: 'USER', maxPerTransfer: '5000', maxPerDay: '8000' },
    { scope: 'TIER', scopeKey: 'PREMIUM', maxPerMonth: '500000' },
  ]) {
    const input = SetLimitInput.parse({ ...limit, version: null, reason });
    await bank.agree(setLimit({ ctx: bank.as(treasurer), input }), admin);
  }
}

import { createFileRoute } from '@tanstack/react-router';
import { MoneySettingsPage } from '../../../features/treasury/money-settings-page.tsx';

export const Route = createFileRoute('/$tenant/treasury/settings')({
  component: MoneySettingsPage,
});

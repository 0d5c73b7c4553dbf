import { createFileRoute, redirect } from '@tanstack/react-router';
import { chosenTenant } from '../lib/chosen-tenant.ts';

export const Route = createFileRoute('/')({
  beforeLoad: () => {
    const tenant = chosenTenant();
    if (tenant) throw redirect({ to: '/$tenant', params: { tenant } });
    throw redirect({ to: '/sign-in' });
  },
});

import { createFileRoute, redirect } from '@tanstack/react-router';

export const Route = createFileRoute('/')({
  beforeLoad: () => {
    const tenant = localStorage.getItem('freehold-tenant');
    if (tenant) throw redirect({ to: '/$tenant', params: { tenant } });
    throw redirect({ to: '/sign-in' });
  },
});

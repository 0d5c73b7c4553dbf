import { createFileRoute, redirect } from '@tanstack/react-router';

export const Route = createFileRoute('/$tenant/ledger/')({
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$tenant/ledger/blocks', params, replace: true });
  },
});

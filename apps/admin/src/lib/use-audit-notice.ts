import { toast } from '@freehold/ui/toast';
import { useNavigate } from '@tanstack/react-router';
import { useCan, useSession } from './session.tsx';

/** Says that an act was done, and leads to what the audit log kept of it. */
export function useAuditNotice() {
  const navigate = useNavigate();
  const { tenant } = useSession();
  const canRead = useCan('audit.read');
  return (title: string, entityId: string) => {
    if (!canRead) {
      toast.success(title, { description: 'Kept in the audit log with your name.' });
      return;
    }
    toast.success(title, {
      description: 'Kept in the audit log with your name.',
      action: {
        label: 'Show the audit entry',
        onSelect: () =>
          void navigate({
            to: '/$tenant/audit',
            params: { tenant: tenant.slug },
            search: { entity: entityId, open: 'latest' },
          }),
      },
    });
  };
}

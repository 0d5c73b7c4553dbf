import type { ActOutcome } from '@freehold/core-contracts/people';
import { toast } from '@freehold/ui/toast';
import { useNavigate } from '@tanstack/react-router';
import { useSession } from './session.tsx';
import { useAuditNotice } from './use-audit-notice.ts';

/** Says what became of an act: done and kept, or proposed and waiting for a second operator. */
export function useActOutcome() {
  const navigate = useNavigate();
  const { tenant } = useSession();
  const notice = useAuditNotice();
  return (outcome: ActOutcome, done: string, entityId: string) => {
    if (outcome.state === 'DONE') return notice(done, entityId);
    toast.info('Proposed: a second operator decides', {
      description: 'This tenant wants four eyes. Nothing has changed yet.',
      action: {
        label: 'Show the proposal',
        onSelect: () =>
          void navigate({
            to: '/$tenant/proposals',
            params: { tenant: tenant.slug },
            search: { open: outcome.proposalId },
          }),
      },
    });
    return undefined;
  };
}

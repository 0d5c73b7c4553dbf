import { VerifyChainButton } from '../../components/verify-chain-dialog.tsx';
import { useVerifyAudit } from './use-audit.ts';

/** Proof that no entry of this tenant was changed or removed. */
export function AuditVerify() {
  const verify = useVerifyAudit();
  return (
    <VerifyChainButton
      title="Audit chain of this tenant"
      noun="entries"
      verdict={verify.data}
      error={verify.error}
      isBusy={verify.isPending}
      onVerify={() => verify.mutate()}
    />
  );
}

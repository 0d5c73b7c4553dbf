import { AuditExcerpt } from '../../components/audit-excerpt.tsx';
import { useCaseHistory } from './use-approvals.ts';

/** Last entries of the audit log about the case and its person. */
export function CaseHistory({ caseId, userId }: { caseId: string; userId: string }) {
  const { entries, error } = useCaseHistory(caseId, userId);
  return <AuditExcerpt entityId={caseId} entries={entries} error={error} />;
}

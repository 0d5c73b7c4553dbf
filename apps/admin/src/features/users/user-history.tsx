import { AuditExcerpt } from '../../components/audit-excerpt.tsx';
import { useUserHistory } from './use-users.ts';

/** Last entries of the audit log about the person. */
export function UserHistory({ userId }: { userId: string }) {
  const { data, error } = useUserHistory(userId);
  return <AuditExcerpt entityId={userId} entries={data?.items} error={error} />;
}

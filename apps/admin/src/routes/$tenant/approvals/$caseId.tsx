import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { CasePage } from '../../../features/approvals/case-page.tsx';

export const Route = createFileRoute('/$tenant/approvals/$caseId')({ component: Case });

function Case() {
  const { caseId } = Route.useParams();
  return (
    <PermissionGate permission="approval.read">
      <CasePage key={caseId} caseId={caseId} />
    </PermissionGate>
  );
}

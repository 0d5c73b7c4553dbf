import type { ApprovalDetail } from '@freehold/core-contracts/approvals';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { useState, type ReactNode } from 'react';
import { BackLink } from '../../components/back-link.tsx';
import { Page } from '../../components/page.tsx';
import { PendingRecord } from '../../components/pending-record.tsx';
import { Status } from '../../components/status.tsx';
import { caseStatusLabels, fullName, userStatusLabels } from '../../lib/labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { AssignMenu } from './assign-menu.tsx';
import { CaseAge } from './case-age.tsx';
import { CaseFacts } from './case-facts.tsx';
import { CaseHistory } from './case-history.tsx';
import { CaseTrail } from './case-trail.tsx';
import { DecisionList } from './decision-list.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { RiskCard } from './risk-card.tsx';
import { useApprovalCase } from './use-approvals.ts';

/** A person's whole file on one page, with the decision beside it. */
export function CasePage({ caseId }: { caseId: string }) {
  const approval = useApprovalCase(caseId);
  const { tenant } = useSession();
  const { data, error } = approval;
  const back = (
    <BackLink to="/$tenant/approvals" params={{ tenant: tenant.slug }}>
      Approvals
    </BackLink>
  );
  if (data) return <CaseFile approval={data} back={back} />;
  return (
    <PendingRecord title="Case" back={back} error={error} onRetry={() => void approval.refetch()} />
  );
}

function CaseFile({ approval, back }: { approval: ApprovalDetail; back: ReactNode }) {
  const canDecide = useCan('approval.decide');
  const canReadAudit = useCan('audit.read');
  const [read, setRead] = useState(approval);
  return (
    <Page
      title={fullName(approval)}
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
          {back}
          <Status label={caseStatusLabels[approval.status]} />
          {approval.userStatus !== 'PENDING_ADMIN_APPROVAL' && (
            <Status label={userStatusLabels[approval.userStatus]} />
          )}
          <CaseAge {...approval} />
        </span>
      }
      actions={
        canDecide ? (
          <AssignMenu
            approval={approval}
            onAssigned={(next) => setRead({ ...approval, ...next })}
          />
        ) : undefined
      }
    >
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid gap-4">
          <CaseFacts approval={approval} />
          <RiskCard approval={approval} />
          <CaseTrail approval={approval} />
        </div>
        <div className="grid gap-4 max-xl:order-first xl:sticky xl:top-17">
          {canDecide && <DecisionPanel approval={approval} read={read} onRead={setRead} />}
          <Card>
            <CardHeader title="Decisions so far" />
            <CardBody>
              <DecisionList decisions={approval.decisions} />
            </CardBody>
          </Card>
          {canReadAudit && <CaseHistory caseId={approval.id} userId={approval.userId} />}
        </div>
      </div>
    </Page>
  );
}

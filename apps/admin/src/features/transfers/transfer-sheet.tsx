import { Button } from '@freehold/ui/button';
import { Sheet } from '@freehold/ui/sheet';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Link } from '@tanstack/react-router';
import { Problem } from '../../components/problem.tsx';
import { RefusalNotice } from '../../components/refusal-notice.tsx';
import { RiskMeter } from '../../components/risk-meter.tsx';
import { SheetSection } from '../../components/sheet-section.tsx';
import { Status } from '../../components/status.tsx';
import { transferStatusLabels } from '../../lib/money-labels.ts';
import { writeAmount } from '../../lib/money.ts';
import { useSession } from '../../lib/session.tsx';
import { RiskParts } from './risk-parts.tsx';
import { TransferActsBar } from './transfer-acts-bar.tsx';
import { TransferMovement } from './transfer-movement.tsx';
import { ReasonsNotice } from './transfer-page.tsx';
import { ApprovalsCard } from './transfer-side.tsx';
import { useTransfer } from './use-transfers.ts';

export type TransferSheetProps = { transferId: string; onClose: () => void };

/** A transfer that waits: what made it suspicious, and the decision. */
export function TransferSheet({ transferId, onClose }: TransferSheetProps) {
  const { tenant } = useSession();
  const { data, error, refetch } = useTransfer(transferId);
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={data ? writeAmount(data.amount, data.currencyCode) : 'Transfer'}
      description={data && <Status label={transferStatusLabels[data.status]} />}
      footer={
        data && (
          <>
            <Button asChild className="mr-auto">
              <Link
                to="/$tenant/transfers/$transferId"
                params={{ tenant: tenant.slug, transferId }}
              >
                Open the transfer
              </Link>
            </Button>
            <TransferActsBar transfer={data} onLookAgain={() => void refetch()} />
          </>
        )
      }
    >
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonLines count={7} />}
      {data && (
        <div className="grid gap-6">
          <ReasonsNotice transfer={data} />
          <RefusalNotice refusal={data.refusal} />
          <TransferMovement transfer={data} />
          {data.risk && (
            <SheetSection title="What was noticed">
              <div className="grid gap-2">
                <RiskMeter score={data.risk.score} isWide />
                <RiskParts risk={data.risk} />
              </div>
            </SheetSection>
          )}
          <ApprovalsCard approvals={data.approvals} />
        </div>
      )}
    </Sheet>
  );
}

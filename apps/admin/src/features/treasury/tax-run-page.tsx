import type { TaxRunView } from '@freehold/core-contracts/tax';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { formatCount } from '@freehold/ui/formats';
import { Money } from '@freehold/ui/money';
import { Progress } from '@freehold/ui/progress';
import { Stat } from '@freehold/ui/stat';
import { Check, CircleStop, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { BackLink } from '../../components/back-link.tsx';
import { Page } from '../../components/page.tsx';
import { PendingRecord } from '../../components/pending-record.tsx';
import { Status } from '../../components/status.tsx';
import { WaitingProposals } from '../../components/waiting-proposals.tsx';
import { taxRunStatusLabels } from '../../lib/money-labels.ts';
import { writeAmount, writeRate } from '../../lib/money.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import type { ListControls } from '../../lib/use-list.ts';
import { AssessmentList } from './assessment-list.tsx';
import { TaxActDialog, type TaxAct } from './tax-act-dialog.tsx';
import { writeCycle } from './tax-runs-page.tsx';
import type { TaxRunSearch } from './tax-search.ts';
import { isUnderWay, useTaxProposals, useTaxRun } from './use-tax.ts';

export type TaxRunPageProps = ListControls<TaxRunSearch> & { taxRunId: string };

/** One computation of the hoarding tax: by which rules, from whom how much, and what became of it. */
export function TaxRunPage({ taxRunId, ...controls }: TaxRunPageProps) {
  const run = useTaxRun(taxRunId);
  const { tenant } = useSession();
  const back = (
    <BackLink to="/$tenant/treasury/tax" params={{ tenant: tenant.slug }}>
      Hoarding tax
    </BackLink>
  );
  const lookAgain = () => void run.refetch();
  if (!run.data) {
    return <PendingRecord title="Tax run" back={back} error={run.error} onRetry={lookAgain} />;
  }
  const { data } = run;
  return (
    <Page
      title={`Hoarding tax, ${writeCycle(data)}`}
      description={
        <span className="flex flex-wrap items-center gap-3">
          {back}
          <Status label={taxRunStatusLabels[data.status]} isLive={isUnderWay(data)} />
        </span>
      }
      actions={<TaxActs run={data} onLookAgain={lookAgain} />}
    >
      <Proposals taxRunId={taxRunId} />
      <RunFigures run={data} />
      <AssessmentList run={data} {...controls} />
    </Page>
  );
}

function Proposals({ taxRunId }: { taxRunId: string }) {
  return <WaitingProposals proposals={useTaxProposals(taxRunId).data?.items} />;
}

function TaxActs({ run, onLookAgain }: { run: TaxRunView; onLookAgain: () => void }) {
  const canManage = useCan('treasury.manage');
  const [chosen, setChosen] = useState<{ act: TaxAct; run: TaxRunView } | null>(null);
  if (!canManage || (run.status !== 'DRY_RUN' && run.status !== 'APPLYING')) return null;
  const dialog = chosen && (
    <TaxActDialog {...chosen} onClose={() => setChosen(null)} onLookAgain={onLookAgain} />
  );
  if (run.status === 'APPLYING') {
    return (
      <>
        <Button
          variant="danger-outline"
          icon={<CircleStop />}
          onClick={() => setChosen({ act: 'stop', run })}
        >
          Stop
        </Button>
        {dialog}
      </>
    );
  }
  return (
    <>
      <Button
        variant="danger-outline"
        icon={<Trash2 />}
        onClick={() => setChosen({ act: 'discard', run })}
      >
        Discard
      </Button>
      <Button
        variant="primary"
        icon={<Check />}
        disabled={!run.isComputed || run.walletCount === 0}
        onClick={() => setChosen({ act: 'apply', run })}
      >
        Apply
      </Button>
      {dialog}
    </>
  );
}

function percentApplied({ counts, walletCount }: TaxRunView): number | null {
  if (walletCount === 0) return null;
  return ((walletCount - (counts.PLANNED ?? 0)) / walletCount) * 100;
}

function RunFigures({ run }: { run: TaxRunView }) {
  const { counts, rules, currencyCode } = run;
  const skipped = (counts.SKIPPED ?? 0) + (counts.FAILED ?? 0);
  return (
    <>
      {!run.isComputed && run.status === 'DRY_RUN' && (
        <Card className="grid gap-2 p-4">
          <p role="status" className="text-sm text-muted">
            Being computed: {formatCount(run.lookedAtCount)} wallets looked at so far. You can leave
            this page.
          </p>
          <Progress label="Computing the tax" percent={null} />
        </Card>
      )}
      {run.status === 'APPLYING' && (
        <Card className="grid gap-2 p-4">
          <p role="status" className="text-sm text-muted">
            {run.isHeldByPause
              ? `The system is paused: ${formatCount(counts.PLANNED ?? 0)} wallets wait and are taken when it is resumed.`
              : `Being applied: ${formatCount(counts.PLANNED ?? 0)} wallets to go. You can leave this page.`}
          </p>
          <Progress label="Applying the tax" percent={percentApplied(run)} />
        </Card>
      )}
      <div className="grid gap-3 sm:grid-cols-3">
        <Stat
          label="Tax"
          value={
            <Money
              value={run.totalAmount}
              currencyCode={currencyCode}
              className="text-lg tracking-normal whitespace-normal [overflow-wrap:anywhere]"
            />
          }
          detail={run.status === 'DRY_RUN' ? 'nothing has moved' : 'of the whole run'}
        />
        <Stat
          label="Wallets"
          value={formatCount(run.walletCount)}
          detail={`of ${formatCount(run.lookedAtCount)} looked at`}
        />
        <Stat
          label="Left out"
          value={formatCount(skipped)}
          tone={skipped > 0 ? 'warning' : 'neutral'}
          detail="skipped or failed"
        />
      </div>
      <Card>
        <CardHeader
          title="Rules it was computed by"
          description="Kept with the run, whatever the settings become."
        />
        <CardBody>
          <p className="text-sm text-ink">
            Of balances that stayed above {writeAmount(rules.threshold, currencyCode)} for{' '}
            {rules.cycleDays} days without moving:
          </p>
          <ul className="numeric mt-1 grid gap-0.5 text-sm text-muted">
            {rules.bands.map((band) => (
              <li key={band.fromAmount}>
                {writeRate(band.rate)} of the part from {writeAmount(band.fromAmount)} on
              </li>
            ))}
          </ul>
        </CardBody>
      </Card>
    </>
  );
}

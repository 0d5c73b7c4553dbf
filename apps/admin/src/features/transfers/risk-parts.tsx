import type { TransferDetail } from '@freehold/core-contracts/transfers';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { RiskMeter } from '../../components/risk-meter.tsx';
import { Status } from '../../components/status.tsx';
import { describeRiskPart, riskOutcomeLabels } from '../../lib/money-labels.ts';

type Risk = NonNullable<TransferDetail['risk']>;

/** What made the score, part by part. */
export function RiskParts({ risk }: { risk: Risk }) {
  const parts = risk.parts.filter(({ points }) => points > 0);
  if (parts.length === 0) return <p className="text-sm text-muted">Nothing was noticed.</p>;
  return (
    <ul aria-label="Parts of the risk score" className="divide-y divide-line">
      {parts.map(({ part, points }) => (
        <li key={part} className="flex items-center justify-between gap-4 py-2 text-sm">
          <span className="text-ink">{describeRiskPart(part)}</span>
          <span className="numeric font-semibold text-danger-ink">+{points}</span>
        </li>
      ))}
    </ul>
  );
}

/** How suspicious it was when it was asked for, and what followed from that. */
export function RiskCard({ risk }: { risk: Risk }) {
  return (
    <Card>
      <CardHeader
        title="Risk"
        description="As it was when the transfer was asked for."
        actions={
          <span className="flex flex-wrap items-center gap-2">
            <RiskMeter score={risk.score} />
            <Status label={riskOutcomeLabels[risk.outcome]} />
          </span>
        }
      />
      <CardBody>
        <RiskParts risk={risk} />
      </CardBody>
    </Card>
  );
}

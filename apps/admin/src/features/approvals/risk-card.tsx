import type { ApprovalDetail, RiskSignal } from '@freehold/core-contracts/approvals';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { cn } from '@freehold/ui/class-names';
import { RiskMeter } from '../../components/risk-meter.tsx';

const signalWords: Readonly<Record<RiskSignal['code'], string>> = {
  DISPOSABLE_EMAIL: 'Disposable e-mail address',
  COUNTRY_MISMATCH: 'Phone and country do not match',
  SHARED_NETWORK: 'Network shared with other sign-ups',
  MANY_ATTEMPTS: 'Many wrong codes',
  YOUNG_ADULT: 'Barely of age',
  NIGHT_SIGN_UP: 'Signed up at night',
};

/** Every signal that moved the risk score, with its points. */
export function RiskCard({ approval }: { approval: ApprovalDetail }) {
  return (
    <Card>
      <CardHeader
        title="Risk signals"
        description="Each adds to or takes from the score; none decides by itself."
        actions={<RiskMeter isWide score={approval.riskScore} />}
      />
      <CardBody>
        {approval.riskSignals.length === 0 ? (
          <p className="text-sm text-muted">No signal was raised.</p>
        ) : (
          <ul className="divide-y divide-line">
            {approval.riskSignals.map((signal) => (
              <li key={signal.code} className="flex items-center gap-4 py-2">
                <div className="min-w-0 flex-1">
                  <p className="text-sm font-medium text-ink">{signalWords[signal.code]}</p>
                  <p className="text-xs text-muted">{signal.detail}</p>
                </div>
                <span
                  className={cn(
                    'numeric text-sm font-semibold',
                    signal.points > 0 ? 'text-danger-ink' : 'text-success-ink',
                  )}
                >
                  {signal.points > 0 ? `+${signal.points}` : signal.points}
                </span>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

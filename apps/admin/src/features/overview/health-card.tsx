import type { OverviewView } from '@freehold/core-contracts/overview';
import { StatusBadge, type BadgeTone } from '@freehold/ui/badge';
import { Card, CardHeader } from '@freehold/ui/card';
import { formatCount, formatDuration } from '@freehold/ui/formats';

const slowOutboxSeconds = 60;
const wideLagBlocks = 10n;

type HealthRow = { label: string; value: string; detail: string; tone: BadgeTone; word: string };

function healthRows(data: OverviewView): HealthRow[] {
  const outboxAge = data.oldestOutboxAgeSeconds;
  const isOutboxSlow = outboxAge !== null && outboxAge > slowOutboxSeconds;
  const isLagging = data.projectorLagBlocks > wideLagBlocks;
  const state = (isBad: boolean, word: string) =>
    isBad ? ({ tone: 'danger', word } as const) : ({ tone: 'success', word: 'Well' } as const);
  return [
    {
      label: 'Outbox',
      value: formatCount(data.outboxWaiting),
      detail: outboxAge === null ? 'nothing waits' : `oldest ${formatDuration(outboxAge)}`,
      ...state(isOutboxSlow, 'Slow'),
    },
    {
      label: 'Projectors',
      value: formatCount(data.projectorLagBlocks),
      detail: data.projectorLagBlocks === 0n ? 'at the head' : 'blocks behind the head',
      ...state(isLagging, 'Behind'),
    },
    {
      label: 'Failed commands',
      value: formatCount(data.commandsFailed),
      detail: data.commandsFailed > 0 ? 'want a decision' : 'none',
      ...state(data.commandsFailed > 0, 'Failed'),
    },
    {
      label: 'Dead letters',
      value: formatCount(data.deadLettersOpen),
      detail: data.deadLettersOpen > 0 ? 'events set aside' : 'none',
      ...state(data.deadLettersOpen > 0, 'Open'),
    },
    {
      label: 'Messages',
      value: formatCount(data.messagesWaiting),
      detail:
        data.messagesDead > 0
          ? `${formatCount(data.messagesDead)} given up`
          : data.messagesWaiting > 0
            ? 'on their way'
            : 'nothing waits',
      ...state(data.messagesDead > 0, 'Given up'),
    },
  ];
}

/** What runs in the background, and whether it keeps up. */
export function HealthCard({ data }: { data: OverviewView }) {
  return (
    <Card>
      <CardHeader title="Health" description="Outbox, projectors and messages of this tenant" />
      <ul className="divide-y divide-line">
        {healthRows(data).map((row) => (
          <li key={row.label} className="flex items-center gap-3 px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="text-sm font-medium text-ink">{row.label}</p>
              <p className="truncate text-xs text-subtle">{row.detail}</p>
            </div>
            <span className="numeric text-sm font-semibold text-ink">{row.value}</span>
            <span className="w-22 text-right">
              <StatusBadge tone={row.tone}>{row.word}</StatusBadge>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

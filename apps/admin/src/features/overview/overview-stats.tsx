import type { OverviewView } from '@freehold/core-contracts/overview';
import { formatCount, formatDuration } from '@freehold/ui/formats';
import { Stat } from '@freehold/ui/stat';
import { Link } from '@tanstack/react-router';
import { ClipboardCheck, UserRoundPlus, Users, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '../../lib/session.tsx';

const linkStyles = 'font-medium text-accent-ink underline-offset-3 hover:underline';

/** The four figures that a day starts with. */
export function OverviewStats({ data }: { data: OverviewView }) {
  const params = { tenant: useSession().tenant.slug };
  const oldest = data.oldestApprovalAgeSeconds;
  return (
    <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
      <Stat
        icon={<UserRoundPlus aria-hidden />}
        label="Sign-ups today"
        value={formatCount(data.signUpsToday)}
        detail={
          <>
            {formatCount(data.signUpsLast7Days)} in 7 days ·{' '}
            <Link to="/$tenant/registrations" params={params} className={linkStyles}>
              {formatCount(data.registrationsUnderWay)} under way
            </Link>
          </>
        }
      />
      <Stat
        icon={<ClipboardCheck aria-hidden />}
        label="Approvals waiting"
        tone={data.approvalsOverdue > 0 ? 'danger' : 'neutral'}
        value={
          <Link
            to="/$tenant/approvals"
            params={params}
            className="rounded-xs underline-offset-4 hover:underline"
          >
            {formatCount(data.approvalsWaiting)}
          </Link>
        }
        detail={waitingDetail(data.approvalsOverdue, oldest, (words) => (
          <Link
            to="/$tenant/approvals"
            params={params}
            search={{ overdue: true }}
            className="font-medium text-danger-ink underline-offset-3 hover:underline"
          >
            {words}
          </Link>
        ))}
      />
      <Stat
        icon={<Users aria-hidden />}
        label="Active people"
        value={formatCount(data.activeUsers)}
        detail={`of ${formatCount(data.usersByStatus.reduce((sum, part) => sum + part.count, 0))} accounts`}
      />
      <LedgerStat data={data} />
    </div>
  );
}

function waitingDetail(
  overdue: number,
  oldestSeconds: number | null,
  link: (words: string) => ReactNode,
) {
  const age = oldestSeconds === null ? 'nobody waits' : `oldest ${formatDuration(oldestSeconds)}`;
  if (overdue === 0) return age;
  return (
    <>
      {link(`${formatCount(overdue)} past the target`)} · {age}
    </>
  );
}

function LedgerStat({ data }: { data: OverviewView }) {
  const params = { tenant: useSession().tenant.slug };
  const hasFailed = data.commandsFailed > 0;
  return (
    <Stat
      icon={<Workflow aria-hidden />}
      label="Ledger height"
      value={formatCount(data.ledgerHeight)}
      tone={hasFailed ? 'danger' : 'neutral'}
      detail={
        hasFailed ? (
          <Link
            to="/$tenant/ledger/commands"
            params={params}
            search={{ status: ['FAILED'] }}
            className="font-medium text-danger-ink underline-offset-3 hover:underline"
          >
            {formatCount(data.commandsFailed)} failed commands
          </Link>
        ) : (
          'no failed commands'
        )
      }
    />
  );
}

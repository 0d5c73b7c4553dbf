import { LogOut, MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import type { OwnSession } from '@freehold/core-contracts/security';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Confirm } from '../../components/confirm.tsx';
import { Moment } from '../../components/moment.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { securityActs, securityKeys, useOwnSessions } from './use-security.ts';

const nameOf = (session: OwnSession, fallback: string) => session.device ?? fallback;

function SessionRow({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const { t } = useTexts();
  const { ip, isCurrent, hasSecondFactor, lastActivityAt, createdAt, endedAt, endReason } = session;
  const name = nameOf(session, t('session.unknownDevice'));
  return (
    <Row
      icon={<MonitorSmartphone />}
      title={name}
      badges={
        <>
          {isCurrent && <Badge tone="accent">{t('session.here')}</Badge>}
          {hasSecondFactor && <Badge>{t('session.secondFactor')}</Badge>}
          {session.transport === 'TOKEN' && <Badge>{t('session.app')}</Badge>}
        </>
      }
      actions={
        !isCurrent &&
        !endedAt && (
          <Button size="lg" onClick={onEnd}>
            {t('session.end')}
            <span className="sr-only"> {name}</span>
          </Button>
        )
      }
    >
      {endedAt ? (
        <>
          {t('session.endedAt')} <Moment value={endedAt} /> {' · '}
          {endReason && t(`session.reason.${endReason}`)}
        </>
      ) : (
        <>
          {t('session.active')} <Moment value={lastActivityAt} look="relative" />
          {' · '}
          {t('session.begun')} <Moment value={createdAt} />
        </>
      )}
      {ip && <span className="numeric block text-xs text-subtle">{ip}</span>}
    </Row>
  );
}

function EndDialog({ session, onClose }: { session: OwnSession; onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const end = useAct({
    send: securityActs(slug).endSession,
    renews: securityKeys(slug),
    notice: 'session.ended',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('session.endTitle', { name: nameOf(session, t('session.unknownDevice')) })}
      consequence={t('session.endText')}
      confirmLabel={t('session.end')}
      onConfirm={() => end.run(session.id)}
      isBusy={end.isBusy}
      error={end.error}
    />
  );
}

function EndOthersDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const end = useAct({
    send: securityActs(slug).endOtherSessions,
    renews: securityKeys(slug),
    notice: 'session.othersEnded',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('session.endOthersTitle')}
      consequence={t('session.endOthersText')}
      confirmLabel={t('session.endOthers')}
      onConfirm={() => end.run()}
      isBusy={end.isBusy}
      error={end.error}
    />
  );
}

function SessionLists({ sessions }: { sessions: readonly OwnSession[] }) {
  const { t } = useTexts();
  const [ended, setEnded] = useState<OwnSession | null>(null);
  const live = sessions.filter(({ endedAt }) => endedAt === null);
  const past = sessions.filter(({ endedAt }) => endedAt !== null);
  return (
    <>
      <Rows label={t('session.title')}>
        {live
          .toSorted((one, other) => Number(other.isCurrent) - Number(one.isCurrent))
          .map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => setEnded(session)} />
          ))}
      </Rows>
      {past.length > 0 && (
        <details className="border-t border-line">
          <summary className="cursor-pointer rounded-md px-5 py-4 text-sm font-medium text-muted hover:text-ink sm:px-6">
            {t('session.past', { count: past.length })}
          </summary>
          <Rows label={t('session.pastTitle')}>
            {past.map((session) => (
              <SessionRow key={session.id} session={session} onEnd={() => undefined} />
            ))}
          </Rows>
        </details>
      )}
      {ended && <EndDialog session={ended} onClose={() => setEnded(null)} />}
    </>
  );
}

/** Where the account is signed in: this place marked, any other to be ended. */
export function SessionSection() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const sessions = useOwnSessions(slug);
  const [isEndingOthers, setIsEndingOthers] = useState(false);
  const others = sessions.data?.filter(({ isCurrent, endedAt }) => !isCurrent && !endedAt) ?? [];
  return (
    <Section
      isFlush
      title={t('session.title')}
      lead={t('session.lead')}
      action={
        others.length > 0 && (
          <Button size="lg" icon={<LogOut aria-hidden />} onClick={() => setIsEndingOthers(true)}>
            {t('session.endOthers')}
          </Button>
        )
      }
    >
      <Remote query={sessions} waiting={<RowShapes />}>
        {(data) => <SessionLists sessions={data} />}
      </Remote>
      {isEndingOthers && <EndOthersDialog onClose={() => setIsEndingOthers(false)} />}
    </Section>
  );
}

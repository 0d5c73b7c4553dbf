import { KeyRound } from 'lucide-react';
import type { ApiKeyView } from '@freehold/core-contracts/api-keys';
import { Badge, StatusBadge, type BadgeTone } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { useNow } from '@freehold/ui/time';
import { Moment } from '../../components/moment.tsx';
import { Row } from '../../components/section.tsx';
import { useTexts } from '../../lib/texts.ts';
import { keyStateOf, type KeyState } from './key-state.ts';

const tones: Readonly<Record<KeyState, BadgeTone>> = {
  LIVE: 'success',
  REPLACED: 'warning',
  EXPIRED: 'neutral',
  REVOKED: 'neutral',
};

function Ending({ apiKey, state }: { apiKey: ApiKeyView; state: KeyState }) {
  const { t } = useTexts();
  const { revokedAt, expiresAt } = apiKey;
  if (revokedAt) {
    return (
      <>
        {t('apiKey.revokedAt')} <Moment value={revokedAt} />
      </>
    );
  }
  if (!expiresAt) return t('apiKey.endless');
  return (
    <>
      {t(state === 'EXPIRED' ? 'apiKey.expired' : 'apiKey.expires')}{' '}
      <Moment value={expiresAt} look={state === 'REPLACED' ? 'moment' : 'day'} />
    </>
  );
}

type ApiKeyRowProps = {
  apiKey: ApiKeyView;
  canManage: boolean;
  onRotate: () => void;
  onRevoke: () => void;
};

/** One key: its visible beginning, what it may do, its use and its end. */
export function ApiKeyRow({ apiKey, canManage, onRotate, onRevoke }: ApiKeyRowProps) {
  const { t } = useTexts();
  const state = keyStateOf(apiKey, useNow());
  const { name, prefix, scopes, createdByName, createdAt, lastUsedAt, lastUsedIp } = apiKey;
  const isLive = state === 'LIVE' || state === 'REPLACED';
  return (
    <Row
      icon={<KeyRound />}
      title={name}
      badges={
        <>
          <StatusBadge tone={tones[state]}>{t(`apiKey.state.${state}`)}</StatusBadge>
          <code className="font-mono text-xs text-muted">{prefix}…</code>
        </>
      }
      actions={
        canManage &&
        isLive && (
          <>
            {state === 'LIVE' && (
              <Button size="lg" onClick={onRotate}>
                {t('apiKey.rotate')}
                <span className="sr-only"> {name}</span>
              </Button>
            )}
            <Button size="lg" variant="danger-outline" onClick={onRevoke}>
              {t('apiKey.revoke')}
              <span className="sr-only"> {name}</span>
            </Button>
          </>
        )
      }
    >
      <p>
        {t('apiKey.by', { name: createdByName })} <Moment value={createdAt} look="day" />
        {' · '}
        {lastUsedAt ? (
          <>
            {t('general.lastUsed')} <Moment value={lastUsedAt} look="relative" />
            {lastUsedIp && <span className="numeric"> ({lastUsedIp})</span>}
          </>
        ) : (
          t('general.neverUsed')
        )}
        {' · '}
        <Ending apiKey={apiKey} state={state} />
      </p>
      <ul aria-label={t('apiKey.scopes')} className="mt-1.5 flex flex-wrap gap-1.5">
        {scopes.map((scope) => (
          <li key={scope}>
            <Badge>{t(`apiKey.scope.${scope}`)}</Badge>
          </li>
        ))}
      </ul>
    </Row>
  );
}

import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { ApiKeyView } from '@freehold/core-contracts/api-keys';
import { EmptyState } from '@freehold/ui/states';
import { Pager } from '../../components/pager.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Rows, Section } from '../../components/section.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { ApiKeyRow } from './api-key-row.tsx';
import { CreateKey } from './create-key-dialog.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';
import { useApiKeys } from './use-api-keys.ts';

type Asked = { act: 'rotate' | 'revoke'; apiKey: ApiKeyView };
type KeySectionProps = { organizationId: string; canManage: boolean };

/** Keys with which programs of an organization use the interface for machines. */
export function ApiKeySection({ organizationId, canManage }: KeySectionProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [page, setPage] = useState(1);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const keys = useApiKeys(slug, organizationId, page);
  const close = () => setAsked(null);
  const show = (fresh: string) => {
    close();
    setSecret(fresh);
  };
  return (
    <Section
      isFlush
      title={t('apiKey.title')}
      lead={t('apiKey.lead')}
      action={canManage && <CreateKey organizationId={organizationId} onCreated={show} />}
    >
      <Remote query={keys} waiting={<RowShapes />}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState
              icon={<KeyRound />}
              title={t('apiKey.emptyTitle')}
              description={t(canManage ? 'apiKey.emptyText' : 'apiKey.emptyMember')}
            />
          ) : (
            <>
              <Rows label={t('apiKey.title')}>
                {data.items.map((apiKey) => (
                  <ApiKeyRow
                    key={apiKey.id}
                    apiKey={apiKey}
                    canManage={canManage}
                    onRotate={() => setAsked({ act: 'rotate', apiKey })}
                    onRevoke={() => setAsked({ act: 'revoke', apiKey })}
                  />
                ))}
              </Rows>
              <Pager {...data} onPage={setPage} />
            </>
          )
        }
      </Remote>
      {asked?.act === 'rotate' && (
        <RotateKeyDialog apiKey={asked.apiKey} onClose={close} onRotated={show} />
      )}
      {asked?.act === 'revoke' && <RevokeKeyDialog apiKey={asked.apiKey} onClose={close} />}
      {secret && (
        <SecretOnce
          title={t('apiKey.secretTitle')}
          label={t('apiKey.secret')}
          secret={secret}
          onClose={() => setSecret(null)}
        >
          <p className="text-sm text-muted">{t('apiKey.secretUse')}</p>
          <code className="block overflow-x-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs text-ink">
            {`curl -H "Authorization: Bearer $KEY" ${location.origin}/v1/organization`}
          </code>
        </SecretOnce>
      )}
    </Section>
  );
}

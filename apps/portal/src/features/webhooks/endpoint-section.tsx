import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import type { WebhookEndpointView } from '@freehold/core-contracts/webhooks';
import { Button } from '@freehold/ui/button';
import { EmptyState } from '@freehold/ui/states';
import { Pager } from '../../components/pager.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { RemoveEndpointDialog, RotateSecretDialog } from './endpoint-acts.tsx';
import { EndpointDialog } from './endpoint-form.tsx';
import { EndpointRow, type EndpointAct } from './endpoint-row.tsx';
import { useEndpoints } from './use-webhooks.ts';

type Shown =
  | { act: 'create'; endpoint: null }
  | { act: EndpointAct; endpoint: WebhookEndpointView };
type EndpointSectionProps = { organizationId: string; canManage: boolean };

function EndpointDialogs({
  shown,
  organizationId,
  onClose,
  onSecret,
}: {
  shown: Shown;
  organizationId: string;
  onClose: () => void;
  onSecret: (secret: string | null) => void;
}) {
  if (shown.act === 'create' || shown.act === 'change') {
    return (
      <EndpointDialog
        organizationId={organizationId}
        endpoint={shown.endpoint}
        onClose={onClose}
        onDone={onSecret}
      />
    );
  }
  const acting = { organizationId, endpoint: shown.endpoint, onClose };
  if (shown.act === 'rotate') return <RotateSecretDialog {...acting} onRotated={onSecret} />;
  return <RemoveEndpointDialog {...acting} />;
}

function FreshSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <SecretOnce
      title={t('webhook.secretTitle')}
      label={t('webhook.secret')}
      secret={secret}
      onClose={onClose}
    >
      <p className="text-sm text-muted">{t('webhook.secretUse')}</p>
    </SecretOnce>
  );
}

/** Addresses to which an organization has its events sent. */
export function EndpointSection({ organizationId, canManage }: EndpointSectionProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [page, setPage] = useState(1);
  const [shown, setShown] = useState<Shown | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const endpoints = useEndpoints(slug, organizationId, page);
  return (
    <Section
      isFlush
      title={t('webhook.title')}
      lead={t('webhook.lead')}
      action={
        canManage && (
          <Button
            variant="primary"
            size="lg"
            icon={<Plus aria-hidden />}
            onClick={() => setShown({ act: 'create', endpoint: null })}
          >
            {t('webhook.create')}
          </Button>
        )
      }
    >
      <Remote query={endpoints} waiting={<RowShapes />}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState
              icon={<Webhook />}
              title={t('webhook.emptyTitle')}
              description={t('webhook.emptyText')}
            />
          ) : (
            <>
              <Rows label={t('webhook.title')}>
                {data.items.map((endpoint) => (
                  <EndpointRow
                    key={endpoint.id}
                    organizationId={organizationId}
                    endpoint={endpoint}
                    canManage={canManage}
                    onAct={(act) => setShown({ act, endpoint })}
                  />
                ))}
              </Rows>
              <Pager {...data} onPage={setPage} />
            </>
          )
        }
      </Remote>
      {shown && (
        <EndpointDialogs
          shown={shown}
          organizationId={organizationId}
          onClose={() => setShown(null)}
          onSecret={(fresh) => {
            setShown(null);
            setSecret(fresh);
          }}
        />
      )}
      {secret && <FreshSecret secret={secret} onClose={() => setSecret(null)} />}
    </Section>
  );
}

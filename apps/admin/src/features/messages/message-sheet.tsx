import type { MessageDetail } from '@freehold/core-contracts/messages';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { ConfirmDialog } from '@freehold/ui/confirm-dialog';
import { humanize } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { LockKeyhole, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Problem } from '../../components/problem.tsx';
import { SheetSection } from '../../components/sheet-section.tsx';
import { Status } from '../../components/status.tsx';
import { describeError } from '../../lib/error-messages.ts';
import { messageStatusLabels } from '../../lib/labels.ts';
import { useCan } from '../../lib/session.tsx';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { CodeHighlight } from './code-highlight.tsx';
import { useMessage, useRetryMessage } from './use-messages.ts';

const retryable = new Set(['DEAD', 'CANCELLED']);

/** One message as it went out. */
export function MessageSheet({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const { data, error, refetch } = useMessage(messageId);
  const canManage = useCan('message.manage');
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={data ? data.subject || humanize(data.template) : 'Message'}
      description={data && <Status label={messageStatusLabels[data.status]} />}
      footer={
        data && canManage && retryable.has(data.status) ? <Retry message={data} /> : undefined
      }
    >
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonLines count={9} />}
      {data && <Detail message={data} />}
    </Sheet>
  );
}

function Detail({ message }: { message: MessageDetail }) {
  return (
    <div className="grid gap-6">
      {message.error && (
        <Alert tone="danger" title="Not sent">
          {message.error}
        </Alert>
      )}
      {message.body === null ? (
        <p className="flex items-center gap-2.5 rounded-md border border-line bg-sunken px-3 py-2.5 text-sm text-muted">
          <LockKeyhole aria-hidden className="size-4 shrink-0 text-subtle" />
          The body carries a code and is kept from everybody but its recipient.
        </p>
      ) : (
        <SheetSection title="Body">
          <CodeHighlight text={message.body} />
        </SheetSection>
      )}
      <KeyValueList
        columns={2}
        items={[
          { label: 'To', value: message.recipient },
          { label: 'Channel', value: message.channel === 'SMS' ? 'SMS' : 'E-mail' },
          { label: 'Template', value: humanize(message.template) },
          { label: 'Language', value: message.locale },
          { label: 'Attempts', value: message.attempts },
          { label: 'Provider', value: message.provider },
          { label: 'Written', value: <Time value={message.createdAt} /> },
          { label: 'Sent', value: message.sentAt && <Time value={message.sentAt} /> },
          {
            label: `About ${message.entityType ?? 'nothing'}`,
            value: message.entityId && (
              <Identifier isFull value={message.entityId} label="entity id" />
            ),
            isWide: true,
          },
        ]}
      />
    </div>
  );
}

function Retry({ message }: { message: MessageDetail }) {
  const retry = useRetryMessage();
  const notice = useAuditNotice();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<RotateCw />} onClick={() => setIsOpen(true)}>
        Send again
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title="Send this message again?"
        consequence={
          <p>
            It goes back into the queue for <strong>{message.recipient}</strong>. If the provider
            has taken it before, the person may get it twice.
          </p>
        }
        tone="primary"
        confirmLabel="Send again"
        cancelLabel="Leave it"
        reason={{}}
        isBusy={retry.isPending}
        error={retry.error ? describeError(retry.error) : undefined}
        onConfirm={(reason) =>
          retry.mutate(
            { messageId: message.id, reason },
            {
              onSuccess: () => {
                setIsOpen(false);
                notice('The message is queued again', message.id);
              },
            },
          )
        }
      />
    </>
  );
}

import type { MessageDetail } from '@freehold/core-contracts/messages';
import { Alert } from '@freehold/ui/alert';
import { humanize } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { LockKeyhole } from 'lucide-react';
import { Problem } from '../../components/problem.tsx';
import { SheetSection } from '../../components/sheet-section.tsx';
import { Status } from '../../components/status.tsx';
import { describeLanguage, messageStatusLabels } from '../../lib/labels.ts';
import { useCan } from '../../lib/session.tsx';
import { CodeHighlight } from './code-highlight.tsx';
import { MessageActs } from './message-acts.tsx';
import { useMessage } from './use-messages.ts';

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
        data && canManage && data.acts.length > 0 ? <MessageActs message={data} /> : undefined
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
        <Alert
          tone={message.status === 'PENDING' ? 'warning' : 'danger'}
          title={message.status === 'PENDING' ? 'Not sent yet' : 'Not sent'}
        >
          {message.error}
        </Alert>
      )}
      {message.body === null ? (
        <p className="flex items-center gap-2.5 rounded-md border border-line bg-sunken px-3 py-2.5 text-sm text-muted">
          <LockKeyhole aria-hidden className="size-4 shrink-0 text-subtle" />
          The body carries a code or a link and is kept from everybody but its recipient.
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
          { label: 'Language', value: describeLanguage(message.locale) },
          { label: 'Attempts', value: message.attempts },
          { label: 'Provider', value: message.provider },
          { label: 'Written', value: <Time value={message.createdAt} /> },
          { label: 'Sent', value: message.sentAt && <Time value={message.sentAt} /> },
          ...(message.status === 'PENDING'
            ? [{ label: 'Next attempt', value: <Time value={message.availableAt} /> }]
            : []),
          ...(message.expiresAt
            ? [{ label: 'Holds until', value: <Time value={message.expiresAt} /> }]
            : []),
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

import type { RegistrationDetail } from '@freehold/core-contracts/registration';
import { humanize } from '@freehold/ui/formats';
import { Time } from '@freehold/ui/time';
import { Mail, MessageSquare } from 'lucide-react';
import { Status } from '../../components/status.tsx';
import { messageStatusLabels, type Label } from '../../lib/labels.ts';

const unknownStatus = (status: string): Label => ({ text: humanize(status), tone: 'neutral' });

/** What was sent for a registration, and whether it left. */
export function RegistrationMessages({ messages }: { messages: RegistrationDetail['messages'] }) {
  if (messages.length === 0) return <p className="text-sm text-subtle">Nothing was sent yet.</p>;
  const labels: Readonly<Record<string, Label>> = messageStatusLabels;
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {messages.map((message) => {
        const Icon = message.channel === 'SMS' ? MessageSquare : Mail;
        return (
          <li key={message.id} className="flex items-center gap-3 px-3 py-2">
            <Icon aria-hidden className="size-4 shrink-0 text-subtle" />
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm text-ink">{humanize(message.template)}</p>
              <p className="text-xs text-subtle">
                <Time value={message.sentAt ?? message.createdAt} format="relative" />
                {message.attempts > 1 && ` · ${message.attempts} attempts`}
              </p>
            </div>
            <Status label={labels[message.status] ?? unknownStatus(message.status)} />
          </li>
        );
      })}
    </ul>
  );
}

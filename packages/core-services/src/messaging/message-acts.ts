import type { MessageStatus } from '@freehold/core-contracts/enums';
import type { MessageAct } from '@freehold/core-contracts/messages';
import { factsOf } from './templates/facts.ts';

interface Message {
  readonly template: string;
  readonly status: MessageStatus;
  readonly isSecret: boolean;
  readonly expiresAt: Date | null;
}

/** Whether what a message says has run out; a secret of which nobody knows how long it holds has. */
export function isOver({ isSecret, expiresAt }: Message, now: Date): boolean {
  return expiresAt === null ? isSecret : expiresAt <= now;
}

/** What an operator who may manage messages may do with a message now. */
export function actsOn(message: Message, now: Date): MessageAct[] {
  const { status, template, expiresAt } = message;
  const acts: MessageAct[] = [];
  if (status === 'DEAD' && (expiresAt === null || expiresAt > now)) acts.push('RETRY');
  if (status !== 'PENDING' && status !== 'LOCKED' && !isOver(message, now)) acts.push('RESEND');
  const isNeeded = factsOf(template).purpose === 'SECURITY';
  if (status === 'DEAD' || (status === 'PENDING' && !isNeeded)) acts.push('CANCEL');
  return acts;
}

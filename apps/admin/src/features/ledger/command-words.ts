import type {
  CommandAdvice,
  CommandSituation,
  DeadLetterCause,
} from '@freehold/core-contracts/pipeline';
import type { AlertProps } from '@freehold/ui/alert';

type Words = { title: string; text: string; tone: NonNullable<AlertProps['tone']> };

/** What a command is doing, or why it does nothing, in words. */
export const situationWords: Readonly<Record<CommandSituation, Words>> = {
  WAITS_FOR_WORKER: {
    title: 'Waits for a worker',
    text: 'It is due, and the next free worker takes it.',
    tone: 'info',
  },
  WAITS_FOR_EARLIER: {
    title: 'Waits for an earlier one',
    text: 'Commands about the same thing go out in order, and one before it is not through yet.',
    tone: 'info',
  },
  WAITS_FOR_NEXT_ATTEMPT: {
    title: 'Waits for its next attempt',
    text: 'The last one failed in a way that may pass. It is tried again by itself.',
    tone: 'warning',
  },
  PIPELINE_PAUSED: {
    title: 'The pipeline is paused',
    text: 'Nothing goes to the ledger until somebody resumes it.',
    tone: 'warning',
  },
  IN_HAND: {
    title: 'In hand',
    text: 'A worker is talking to the ledger about it.',
    tone: 'info',
  },
  WORKER_LOST: {
    title: 'Its worker has gone',
    text: 'The time it was given is over. Another worker takes it and asks the ledger first.',
    tone: 'warning',
  },
  APPLIED: {
    title: 'Done',
    text: 'It is in a block, and what follows from it is written.',
    tone: 'success',
  },
  COMMITTED_NOT_APPLIED: {
    title: 'On the ledger, not applied yet',
    text: 'It is in a block; a projector has not come to it.',
    tone: 'info',
  },
  COMMITTED_SET_ASIDE: {
    title: 'On the ledger, its event set aside',
    text: 'It is in a block, but what follows from it could not be written.',
    tone: 'danger',
  },
  REFUSED: {
    title: 'Refused by the ledger',
    text: 'The contract found it invalid: trying again gives the same answer.',
    tone: 'danger',
  },
  ON_LEDGER_AFTER_ALL: {
    title: 'On the ledger after all',
    text: 'It counts as failed here, but the ledger has it. Trying again puts that right.',
    tone: 'warning',
  },
  POISONOUS: {
    title: 'Set aside',
    text: 'Workers died while they handled it, so it is left alone.',
    tone: 'danger',
  },
  LEDGER_SILENT: {
    title: 'Given up',
    text: 'The ledger did not answer in time, again and again. Whether it has it is not known.',
    tone: 'danger',
  },
  NOT_ACCEPTED: {
    title: 'Not accepted',
    text: 'The ledger would not take it, and it is not in a block.',
    tone: 'danger',
  },
  CANCEL_REQUESTED: {
    title: 'Being cancelled',
    text: 'A worker has the ledger close it first. If the ledger has it after all, it stands.',
    tone: 'warning',
  },
  CANCELLED: {
    title: 'Cancelled',
    text: 'An operator cancelled it. It will not be submitted.',
    tone: 'info',
  },
};

export const adviceWords: Readonly<Record<CommandAdvice, string | null>> = {
  NONE: null,
  WAIT: 'Nothing to do but wait.',
  RESUME_PIPELINE: 'Resume the pipeline, on the page of the projectors.',
  LOOK_AT_EARLIER: 'Look at the earlier one first.',
  RETRY: 'Try it again.',
  RETRY_OR_CANCEL: 'Try it again, or cancel it if it should not happen any more.',
  REPLAY_EVENT: 'Replay its event from the dead letters.',
};

export const causeWords: Readonly<Record<DeadLetterCause, string>> = {
  EVENT_UNKNOWN: 'This release does not know an event of that name.',
  VERSION_UNKNOWN: 'This release does not know that version of the event; it is not guessed at.',
  PROJECTION_UNKNOWN: 'There is no projector of that name any more.',
};

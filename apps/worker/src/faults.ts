/** Every point of a work item's way at which a process may die. */
export type FaultPoint =
  | 'submitter.claimed'
  | 'submitter.marked'
  | 'submitter.submitted'
  | 'submitter.settling'
  | 'submitter.settled'
  | 'projector.read'
  | 'projector.applying'
  | 'projector.applied'
  | 'messages.claimed'
  | 'messages.budgeted'
  | 'messages.sent'
  | 'messages.settling'
  | 'messages.settled'
  | 'webhooks.claimed'
  | 'webhooks.sent'
  | 'webhooks.settling'
  | 'webhooks.settled'
  | 'publisher.sent';

/** Told of every such point as it is reached; a test's one ends the process there. */
export interface Faults {
  reach(point: FaultPoint): void | Promise<void>;
}

export const noFaults: Faults = { reach: () => undefined };

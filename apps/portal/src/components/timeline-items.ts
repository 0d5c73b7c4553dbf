import type { UserStatus } from '@freehold/core-contracts/enums';
import type { TimelineItem, TimelineState } from './status-timeline.tsx';

export type ApplicationState = {
  status: UserStatus;
  isInformationRequested: boolean;
  submitted?: string;
  decided?: string;
};

/** How many of the five stations are behind someone of that status. */
const passed: Readonly<Record<UserStatus, number>> = {
  REGISTERED: 1,
  PENDING_ADMIN_APPROVAL: 1,
  APPROVED_PENDING_ONCHAIN: 3,
  ACTIVE: 5,
  DENIED: 2,
  FROZEN: 5,
  SUSPENDED: 5,
  CLOSED: 5,
};

/** The stations of an application, from handed in to active. */
export function timelineItems(application: ApplicationState): TimelineItem[] {
  const { status, isInformationRequested, submitted, decided } = application;
  const done = passed[status];
  const isDenied = status === 'DENIED';
  const isWaiting = isInformationRequested && done === 1;
  const stateOf = (index: number): TimelineState => {
    if (index < done) return 'done';
    if (index > done) return 'upcoming';
    if (isDenied) return 'failed';
    return isWaiting ? 'waiting' : 'current';
  };
  const items: TimelineItem[] = [
    {
      id: 'registered',
      title: 'timeline.registered',
      text: 'timeline.registeredText',
      state: stateOf(0),
      ...(submitted ? { when: submitted } : {}),
    },
    {
      id: 'review',
      title: 'timeline.review',
      text: isWaiting ? 'timeline.reviewWaiting' : 'timeline.reviewText',
      state: stateOf(1),
    },
    {
      id: 'decision',
      title: isDenied ? 'timeline.denied' : 'timeline.approved',
      text: isDenied ? 'timeline.deniedText' : 'timeline.approvedText',
      state: stateOf(2),
      ...(decided ? { when: decided } : {}),
    },
    { id: 'setUp', title: 'timeline.setUp', text: 'timeline.setUpText', state: stateOf(3) },
    { id: 'active', title: 'timeline.active', text: 'timeline.activeText', state: stateOf(4) },
  ];
  return isDenied ? items.slice(0, 3) : items;
}

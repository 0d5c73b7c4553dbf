import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { formatDate } from '@freehold/ui/formats';
import type { ReactNode } from 'react';
import type { OrganizationAct } from './organization-acts.ts';

/** Acts that take a reason and nothing else. */
export type PlainAct = Extract<
  OrganizationAct,
  'resume' | 'cancel' | 'suspend' | 'delete' | 'restore'
>;

export const actMenuWords: Readonly<Record<OrganizationAct, string>> = {
  rename: 'Rename',
  grant: 'Grant credits',
  transfer: 'Transfer credits',
  changePlan: 'Change the plan',
  resume: 'Resume the subscription',
  cancel: 'Cancel the subscription',
  suspend: 'Suspend',
  delete: 'Delete',
  restore: 'Restore',
};

export type ActWords = {
  title: (of: OrganizationDetail) => string;
  consequence: (of: OrganizationDetail) => ReactNode;
  confirm: string;
  tone: 'danger' | 'primary';
  done: (of: OrganizationDetail) => string;
};

export const plainActWords: Readonly<Record<PlainAct, ActWords>> = {
  resume: {
    title: ({ name }) => `Resume the subscription of ${name}?`,
    consequence: ({ subscription }) => (
      <p>
        {subscription.status === 'SUSPENDED'
          ? 'Its keys work again at once, on the plan it had.'
          : 'It goes on after the end of its term is set again; automatic renewal stays off.'}
      </p>
    ),
    confirm: 'Resume',
    tone: 'primary',
    done: ({ name }) => `The subscription of ${name} is resumed`,
  },
  cancel: {
    title: ({ name }) => `Cancel the subscription of ${name}?`,
    consequence: ({ subscription }) => (
      <p>
        It is not renewed. It runs
        {subscription.expiresAt && (
          <>
            {' '}
            until <strong>{formatDate(subscription.expiresAt)}</strong>
          </>
        )}
        , then the organization falls to the free tier.
      </p>
    ),
    confirm: 'Cancel the subscription',
    tone: 'danger',
    done: ({ name }) => `The subscription of ${name} is cancelled`,
  },
  suspend: {
    title: ({ name }) => `Suspend ${name}?`,
    consequence: () => (
      <p>
        Every one of its API keys is refused from now on, until you resume it. Its members still see
        it; nothing is deleted.
      </p>
    ),
    confirm: 'Suspend',
    tone: 'danger',
    done: ({ name }) => `${name} is suspended`,
  },
  delete: {
    title: ({ name }) => `Delete ${name}?`,
    consequence: ({ memberCount }) => (
      <p>
        Its keys stop at once, its waiting invitations are withdrawn, and its {memberCount}{' '}
        {memberCount === 1 ? 'member sees' : 'members see'} it no longer. It can be restored for 90
        days; then it is removed for good with everything of its own.
      </p>
    ),
    confirm: 'Delete the organization',
    tone: 'danger',
    done: ({ name }) => `${name} is deleted`,
  },
  restore: {
    title: ({ name }) => `Restore ${name}?`,
    consequence: () => (
      <p>Its members see it again, and its keys that have not ended work again at once.</p>
    ),
    confirm: 'Restore',
    tone: 'primary',
    done: ({ name }) => `${name} is restored`,
  },
};

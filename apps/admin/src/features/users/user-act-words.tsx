import type { UserDetail } from '@freehold/core-contracts/users';
import type { ReactNode } from 'react';
import { fullName } from '../../lib/labels.ts';
import type { UserAct } from './user-acts.ts';

export type UserActWords = {
  menu: string;
  title: (user: UserDetail) => string;
  consequence: (user: UserDetail) => ReactNode;
  confirm: string;
  done: (user: UserDetail) => string;
  tone: 'danger' | 'primary';
  /** True where the person is told the reason as it is written. */
  isReasonTold?: boolean;
};

const live = (user: UserDetail) => user.sessions.filter((session) => session.isValid).length;
const sessions = (user: UserDetail) => {
  const count = live(user);
  return count === 1 ? 'the one session' : `all ${count} sessions`;
};
const ending = (user: UserDetail) =>
  live(user) > 0 ? (
    <p>
      At once, {sessions(user)} of <strong>{fullName(user)}</strong>{' '}
      {live(user) === 1 ? 'ends' : 'end'}.
    </p>
  ) : null;

/** What each act is called, and what it does, before it is done. */
export const userActWords: Readonly<Record<UserAct, UserActWords>> = {
  endSessions: {
    menu: 'End all sessions',
    title: (user) => `Sign ${fullName(user)} out everywhere?`,
    consequence: (user) => (
      <p>
        Ends {sessions(user)}, in every browser and application. The person can sign in again at
        once.
      </p>
    ),
    confirm: 'End all sessions',
    done: (user) => `${fullName(user)} is signed out everywhere`,
    tone: 'danger',
  },
  sendPasswordReset: {
    menu: 'Send a password reset',
    title: () => 'Send a link to set a new password?',
    consequence: (user) => (
      <p>
        It goes to <strong>{user.email}</strong>, works once and for a short time. The password of
        now keeps working until it is used.
      </p>
    ),
    confirm: 'Send the link',
    done: () => 'The link is on its way',
    tone: 'primary',
  },
  resetFactors: {
    menu: 'Reset second factors',
    title: (user) => `Take the second factors of ${fullName(user)} away?`,
    consequence: (user) => (
      <>
        <p>
          Removes every authenticator, passkey and recovery code, and the person is told. Make sure
          that it is really they who ask. A password that is too short to stand alone stops working
          as well, and they get a link to set a new one.
        </p>
        {ending(user)}
      </>
    ),
    confirm: 'Reset the factors',
    done: (user) => `The factors of ${fullName(user)} are reset`,
    tone: 'danger',
  },
  freeze: {
    menu: 'Freeze',
    title: (user) => `Freeze ${fullName(user)}?`,
    consequence: (user) => (
      <>
        <p>
          For compliance: the person can neither sign in nor move anything until an operator lifts
          it. They are told that their account is being checked, and no more than that.
        </p>
        {ending(user)}
      </>
    ),
    confirm: 'Freeze',
    done: (user) => `${fullName(user)} is frozen`,
    tone: 'danger',
  },
  suspend: {
    menu: 'Suspend',
    title: (user) => `Suspend ${fullName(user)}?`,
    consequence: (user) => (
      <>
        <p>For a time: the person cannot sign in until an operator lets them resume.</p>
        {ending(user)}
      </>
    ),
    confirm: 'Suspend',
    done: (user) => `${fullName(user)} is suspended`,
    tone: 'danger',
    isReasonTold: true,
  },
  unfreeze: {
    menu: 'Lift the freeze',
    title: (user) => `Let ${fullName(user)} in again?`,
    consequence: () => <p>The person becomes active again and can sign in.</p>,
    confirm: 'Lift the freeze',
    done: (user) => `${fullName(user)} is active again`,
    tone: 'primary',
    isReasonTold: true,
  },
  resume: {
    menu: 'End the suspension',
    title: (user) => `Let ${fullName(user)} resume?`,
    consequence: () => <p>The person becomes active again and can sign in.</p>,
    confirm: 'End the suspension',
    done: (user) => `${fullName(user)} is active again`,
    tone: 'primary',
    isReasonTold: true,
  },
  close: {
    menu: 'Close for good',
    title: (user) => `Close the account of ${fullName(user)} for good?`,
    consequence: (user) => (
      <>
        <p>
          <strong>This cannot be undone.</strong> The person never gets in again under this account;
          its history stays.
        </p>
        {ending(user)}
      </>
    ),
    confirm: 'Close for good',
    done: (user) => `The account of ${fullName(user)} is closed`,
    tone: 'danger',
    isReasonTold: true,
  },
  delete: {
    menu: 'Delete',
    title: (user) => `Delete ${fullName(user)}?`,
    consequence: (user) => (
      <>
        <p>
          The person leaves every list and can no longer sign in. It can be undone: deleted people
          are found with the filter “Deleted” and can be restored.
        </p>
        {ending(user)}
      </>
    ),
    confirm: 'Delete',
    done: (user) => `${fullName(user)} is deleted`,
    tone: 'danger',
  },
  restore: {
    menu: 'Restore',
    title: (user) => `Restore ${fullName(user)}?`,
    consequence: () => (
      <p>The person comes back with the status they had, and can sign in again.</p>
    ),
    confirm: 'Restore',
    done: (user) => `${fullName(user)} is restored`,
    tone: 'primary',
  },
  erase: {
    menu: 'Erase personal data',
    title: (user) => `Erase what is known about ${fullName(user)}?`,
    consequence: () => (
      <p>
        <strong>This cannot be undone.</strong> Name, address, phone, birth and identity are removed
        for good, here and in the audit log. The log still proves that it is whole.
      </p>
    ),
    confirm: 'Erase for good',
    done: () => 'The personal data is erased',
    tone: 'danger',
  },
};

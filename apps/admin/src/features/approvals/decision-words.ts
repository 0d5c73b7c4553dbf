import type { ApprovalDecisionKind, ApprovalReason } from '@freehold/core-contracts/enums';

export type DecisionWords = {
  title: (name: string) => string;
  consequence: (isSecondReviewNeeded: boolean) => string;
  confirm: string;
  done: string;
  variant: 'primary' | 'danger';
  reasons: readonly [ApprovalReason, ...ApprovalReason[]];
  commentLabel: string;
  commentHint: string;
  isCommentRequired: boolean;
};

/** What each decision says before, during and after. */
export const decisionWords: Readonly<Record<ApprovalDecisionKind, DecisionWords>> = {
  APPROVE: {
    title: (name) => `Approve ${name}?`,
    consequence: (isSecondReviewNeeded) =>
      isSecondReviewNeeded
        ? 'Your approval counts once. When a second reviewer has approved as well, the ledger is told to make the account.'
        : 'The ledger is told to make the account. When it confirms, the person becomes active, gets a wallet and is told by e-mail. It cannot be taken back from here.',
    confirm: 'Approve',
    done: 'approved',
    variant: 'primary',
    reasons: ['IDENTITY_CONFIRMED', 'OTHER'],
    commentLabel: 'Comment',
    commentHint: 'For other reviewers and the audit log.',
    isCommentRequired: false,
  },
  DENY: {
    title: (name) => `Deny ${name}?`,
    consequence: () =>
      'The person gets no account and is told so by e-mail. The case is closed; nobody can decide on it again.',
    confirm: 'Deny',
    done: 'denied',
    variant: 'danger',
    reasons: [
      'IDENTITY_MISMATCH',
      'DUPLICATE_PERSON',
      'SANCTIONS_MATCH',
      'SUSPECTED_FRAUD',
      'UNSUPPORTED_COUNTRY',
      'INCOMPLETE_INFORMATION',
      'OTHER',
    ],
    commentLabel: 'Comment',
    commentHint: 'For other reviewers and the audit log.',
    isCommentRequired: true,
  },
  REQUEST_INFORMATION: {
    title: (name) => `Ask ${name} for more?`,
    consequence: () =>
      'The person reads your words in the portal and by e-mail. The case waits for them and leaves the open queue.',
    confirm: 'Ask for more',
    done: 'asked for more information',
    variant: 'primary',
    reasons: ['INCOMPLETE_INFORMATION', 'IDENTITY_MISMATCH', 'OTHER'],
    commentLabel: 'What is missing',
    commentHint: 'The person reads this as you write it.',
    isCommentRequired: true,
  },
};

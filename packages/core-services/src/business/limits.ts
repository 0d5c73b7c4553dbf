/** Business accounts of one organization. */
export const mostAccounts = 20;
/** Changes of one account that wait for somebody at a time. */
export const mostWaitingChanges = 10;
/** Accounts that a person sees in one list. */
export const mostListed = 200;

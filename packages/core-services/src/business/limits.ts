/** Business accounts of one organization. */
export const mostAccounts = 20;
/** Accounts that a person sees in one list. */
export const mostListed = 200;

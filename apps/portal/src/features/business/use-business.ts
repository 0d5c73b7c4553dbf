import { skipToken, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type {
  BusinessAccountSummary,
  BusinessTransferPage,
  BusinessTransferView,
} from '@freehold/core-contracts/business';
import type { TransferStatus } from '@freehold/core-contracts/enums';
import { QuoteTransferInput } from '@freehold/core-contracts/transfers';
import { clientsOf } from '../../lib/clients.ts';
import { useSettled } from '../../lib/use-settled.ts';

const pageLimit = 20;
const mostMembers = 100;
/** Saved payees that a list shows before and while it is searched. */
export const mostPayees = 6;
/** How often to look again, by how soon something may change. */
const pollMs: Partial<Record<TransferStatus, number>> = {
  PENDING: 2000,
  AWAITING_APPROVAL: 10_000,
};
/** Accounts that are looked through for what waits. */
const mostLooked = 20;

const key = (slug: string, ...rest: readonly unknown[]) => [slug, 'money', 'business', ...rest];

/** The business accounts that the person signs for or owns. */
export function useAccounts(slug: string) {
  return useQuery({
    queryKey: key(slug, 'accounts'),
    queryFn: () => clientsOf(slug).api.business.listAccounts.query({}),
  });
}

/** One account with signatories and rules. */
export function useAccount(slug: string, businessAccountId: string) {
  return useQuery({
    queryKey: key(slug, 'account', businessAccountId),
    queryFn: () => clientsOf(slug).api.business.getAccount.query({ businessAccountId }),
  });
}

/** Changes of an account that wait for a second person. */
export function useChanges(slug: string, businessAccountId: string) {
  return useQuery({
    queryKey: key(slug, 'changes', businessAccountId),
    queryFn: () => clientsOf(slug).api.business.listChanges.query({ businessAccountId }),
    refetchInterval: pollMs.AWAITING_APPROVAL ?? false,
  });
}

/** Transfers of an account, newest first. */
export function useTransfers(
  slug: string,
  businessAccountId: string,
  status: TransferStatus | undefined,
  page: number,
) {
  return useQuery({
    queryKey: key(slug, 'transfers', businessAccountId, status, page),
    queryFn: () =>
      clientsOf(slug).api.business.listTransfers.query({
        businessAccountId,
        page,
        limit: pageLimit,
        ...(status ? { status: [status] } : {}),
      }),
    placeholderData: (shown) => shown,
  });
}

type Waiting = { isPending: boolean; items: readonly BusinessTransferView[] };

function decidableOf(results: readonly UseQueryResult<BusinessTransferPage>[]): Waiting {
  return {
    isPending: results.some((result) => result.isPending),
    items: results
      .flatMap((result) => result.data?.items ?? [])
      .filter(({ canApprove }) => canApprove),
  };
}

/** What the person may decide on now, over all accounts where something waits. */
export function useWaitingForMe(
  slug: string,
  accounts: readonly BusinessAccountSummary[],
): Waiting {
  const waiting = accounts.filter(({ waitingCount }) => waitingCount > 0).slice(0, mostLooked);
  return useQueries({
    queries: waiting.map(({ id: businessAccountId }) => ({
      queryKey: key(slug, 'waiting', businessAccountId),
      queryFn: () =>
        clientsOf(slug).api.business.listTransfers.query({
          businessAccountId,
          status: ['AWAITING_APPROVAL'],
          limit: pageLimit,
        }),
    })),
    combine: decidableOf,
  });
}

/** One transfer, who approved it, and what the person may do with it; followed until it is over. */
export function useBusinessTransfer(slug: string, transferId: string) {
  return useQuery({
    queryKey: key(slug, 'transfer', transferId),
    queryFn: () => clientsOf(slug).api.business.getTransfer.query({ transferId }),
    refetchInterval: ({ state }) => (state.data && pollMs[state.data.status]) ?? false,
  });
}

/** What a transfer of the account would cost, once what is typed stands still. */
export function useBusinessQuote(slug: string, input: { [K in keyof QuoteTransferInput]: string }) {
  const amount = useSettled(input.amount);
  const asked = QuoteTransferInput.safeParse({ ...input, amount });
  return useQuery({
    queryKey: key(slug, 'quote', asked.data),
    queryFn: asked.success ? () => clientsOf(slug).api.money.quote.query(asked.data) : skipToken,
    placeholderData: (shown) => (asked.success ? shown : undefined),
  });
}

/** Payees that the person has saved and that contain the words, those first that were paid last. */
export function useSavedPayees(slug: string, search: string) {
  return useQuery({
    queryKey: [slug, 'money', 'payees', 'signing', search],
    queryFn: () =>
      clientsOf(slug).api.money.listBeneficiaries.query({
        limit: mostPayees,
        ...(search === '' ? {} : { search }),
      }),
    placeholderData: (shown) => shown,
  });
}

/** Organizations that the person may open an account for. */
export function useOwnedOrganizations(slug: string) {
  return useQuery({
    queryKey: [slug, 'organizations'],
    queryFn: () => clientsOf(slug).api.organizations.listOwn.query(),
    select: (organizations) => organizations.filter(({ ownRole }) => ownRole === 'OWNER'),
  });
}

/** Who could sign; nobody is asked for without an organization. */
export function useMembers(slug: string, organizationId: string | undefined) {
  return useQuery({
    queryKey: [slug, 'organization', organizationId, 'members', 'signing'],
    queryFn: organizationId
      ? () =>
          clientsOf(slug).api.organizations.listMembers.query({
            organizationId,
            limit: mostMembers,
          })
      : skipToken,
    select: ({ items }) => items,
  });
}

/** What changes with anything done to an account. */
export const moneyKeys = (slug: string) => [[slug, 'money']];

/** The acts on business accounts, to be run through `useAct` or `useForm`. */
export function businessActs(slug: string) {
  const { business, money } = clientsOf(slug).api;
  return {
    open: business.open.mutate,
    addSignatory: business.addSignatory.mutate,
    changeSignatory: business.changeSignatory.mutate,
    removeSignatory: business.removeSignatory.mutate,
    setRules: business.setRules.mutate,
    confirmChange: business.confirmChange.mutate,
    refuseChange: business.refuseChange.mutate,
    withdrawChange: business.withdrawChange.mutate,
    createTransfer: business.createTransfer.mutate,
    decide: business.decide.mutate,
    confirmPayee: money.confirmPayee.mutate,
  };
}

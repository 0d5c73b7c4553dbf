import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AddBeneficiaryInput, ConfirmPayeeInput } from '@freehold/core-contracts/payees';
import { QuoteTransferInput, type TransferResult } from '@freehold/core-contracts/transfers';
import { clientsOf } from '../../lib/clients.ts';
import { judgeFailure } from '../../lib/lost-answers.ts';
import { toProblem, type Problem } from '../../lib/problems.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { findAttempt, keepAttempt, type Attempt } from './attempt.ts';

/** What a list shows before and while it is searched. */
export const mostShown = 6;
const pollMs = 1500;

/** The wallets that money can be sent from here: those of business accounts need several people. */
export function useSendingWallets(slug: string) {
  return useQuery({
    queryKey: [slug, 'money', 'wallets'],
    queryFn: () => clientsOf(slug).api.money.listWallets.query(),
    select: (wallets) => wallets.filter(({ businessAccountId }) => businessAccountId === null),
  });
}

const wordsOf = (search: string) => (search === '' ? {} : { search });

/** The saved payees that contain the words, those first that were paid last. */
export function useKnownPayees(slug: string, search: string) {
  return useQuery({
    queryKey: [slug, 'money', 'payees', 'known', search],
    queryFn: () =>
      clientsOf(slug).api.money.listBeneficiaries.query({ limit: mostShown, ...wordsOf(search) }),
    placeholderData: (shown) => shown,
  });
}

/** The addresses that the person keeps and that contain the words. */
export function useKnownContacts(slug: string, search: string) {
  return useQuery({
    queryKey: [slug, 'money', 'contacts', 'known', search],
    queryFn: () =>
      clientsOf(slug).api.money.listContacts.query({ limit: mostShown, ...wordsOf(search) }),
    placeholderData: (shown) => shown,
  });
}

/** The payee and the contact that the way here names; both are found by their id. */
export function useNamed(
  slug: string,
  { payee, contact }: { payee?: string | undefined; contact?: string | undefined },
) {
  const payees = useQuery({
    queryKey: [slug, 'money', 'payees', 'named', payee],
    queryFn: payee
      ? () => clientsOf(slug).api.money.listBeneficiaries.query({ search: payee, limit: 1 })
      : skipToken,
  });
  const contacts = useQuery({
    queryKey: [slug, 'money', 'contacts', 'named', contact],
    queryFn: contact
      ? () => clientsOf(slug).api.money.listContacts.query({ search: contact, limit: 1 })
      : skipToken,
  });
  return {
    isAwaited: payees.isLoading || contacts.isLoading,
    payee: payees.data?.items.find(({ isUsable }) => isUsable),
    contact: contacts.data?.items[0],
  };
}

/** What sending would cost and whether the wallet covers it. */
export function quoteTransfer(slug: string, input: QuoteTransferInput) {
  return clientsOf(slug).api.money.quote.query(input);
}

/** The same while it is typed: asked once the amount stands still. */
export function useQuote(slug: string, input: { [K in keyof QuoteTransferInput]: string }) {
  const amount = useSettled(input.amount);
  const asked = QuoteTransferInput.safeParse({ ...input, amount });
  return useQuery({
    queryKey: [slug, 'money', 'quote', asked.data],
    queryFn: asked.success ? () => quoteTransfer(slug, asked.data) : skipToken,
    placeholderData: (shown) => (asked.success ? shown : undefined),
  });
}

/** What may still be sent. */
export function useOwnLimits(slug: string) {
  return useQuery({
    queryKey: [slug, 'money', 'limits'],
    queryFn: () => clientsOf(slug).api.money.getLimits.query({}),
  });
}

/** The transfer that was made; looked at again until it is there. */
export function useSentTransfer(slug: string, transferId: string) {
  return useQuery({
    queryKey: [slug, 'money', 'transfer', transferId],
    queryFn: () => clientsOf(slug).api.money.getTransfer.query({ transferId }),
    refetchInterval: ({ state }) =>
      !state.data || state.data.status === 'PENDING' ? pollMs : false,
  });
}

/** Asks whether somebody goes by that name. */
export function confirmPayee(slug: string, input: ConfirmPayeeInput) {
  return clientsOf(slug).api.money.confirmPayee.mutate(input);
}

/** Saves a payee under their confirmed name. */
export function addPayee(slug: string, input: AddBeneficiaryInput) {
  return clientsOf(slug).api.money.addBeneficiary.mutate(input);
}

export type Sending =
  | { stage: 'asking'; problem: Problem | null }
  | { stage: 'unsure'; attempt: Attempt }
  | { stage: 'answered'; attempt: Attempt; result: TransferResult };

/** Sends an attempt, again under the same request id for as long as there is no answer to it. */
export function useSending(slug: string, walletIds: readonly string[]) {
  const queryClient = useQueryClient();
  const [sending, setSending] = useState<Sending>(() => {
    const left = findAttempt(slug, walletIds);
    return left ? { stage: 'unsure', attempt: left } : { stage: 'asking', problem: null };
  });
  const mutation = useMutation({
    mutationFn: ({ input }: Attempt) => clientsOf(slug).api.money.send.mutate(input),
    onMutate: (attempt) => keepAttempt(slug, attempt),
    onSuccess: (result, attempt) => {
      keepAttempt(slug, null);
      setSending({ stage: 'answered', attempt, result });
      void queryClient.invalidateQueries({ queryKey: [slug, 'money'] });
    },
    onError: (error, attempt) => {
      const problem = toProblem(error);
      if (judgeFailure(problem, sending.stage === 'unsure') === 'UNSURE') {
        setSending({ stage: 'unsure', attempt });
        return;
      }
      keepAttempt(slug, null);
      setSending({ stage: 'asking', problem });
      void queryClient.invalidateQueries({ queryKey: [slug, 'money'] });
    },
  });
  return {
    sending,
    isBusy: mutation.isPending,
    send: (attempt: Attempt) => {
      if (!mutation.isPending) mutation.mutate(attempt);
    },
    /** Ready for another wish. */
    startOver: () => setSending({ stage: 'asking', problem: null }),
  };
}

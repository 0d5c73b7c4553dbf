import { useQuery } from '@tanstack/react-query';
import { clientsOf } from '../../lib/clients.ts';

const pageLimit = 20;

/** Saved payees, a page at a time. */
export function usePayees(slug: string, page: number) {
  return useQuery({
    queryKey: [slug, 'money', 'payees', page],
    queryFn: () => clientsOf(slug).api.money.listBeneficiaries.query({ page, limit: pageLimit }),
    placeholderData: (shown) => shown,
  });
}

/** Contacts that contain the words, a page at a time. */
export function useContacts(slug: string, search: string, page: number) {
  return useQuery({
    queryKey: [slug, 'money', 'contacts', search, page],
    queryFn: () =>
      clientsOf(slug).api.money.listContacts.query({
        page,
        limit: pageLimit,
        ...(search === '' ? {} : { search }),
      }),
    placeholderData: (shown) => shown,
  });
}

export const payeeKeys = (slug: string) => [[slug, 'money', 'payees']];
export const contactKeys = (slug: string) => [[slug, 'money', 'contacts']];

/** What a person does with their payees and contacts. */
export function payeeActs(slug: string) {
  const { money } = clientsOf(slug).api;
  return {
    confirm: money.confirmPayee.mutate,
    add: money.addBeneficiary.mutate,
    change: money.changeBeneficiary.mutate,
    remove: money.removeBeneficiary.mutate,
    addContact: money.addContact.mutate,
    changeContact: money.changeContact.mutate,
    removeContact: money.removeContact.mutate,
  };
}

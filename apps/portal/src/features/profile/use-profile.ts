import { useQuery } from '@tanstack/react-query';
import type { UpdatePreferencesInput, UpdateProfileInput } from '@freehold/core-contracts/people';
import { clientsOf } from '../../lib/clients.ts';
import { fetchFile } from '../../lib/files.ts';

/** The account as the profile shows it; the same that the account's page asks for. */
export function useOwnProfile(slug: string) {
  return useQuery({
    queryKey: [slug, 'account'],
    queryFn: () => clientsOf(slug).api.account.get.query(),
  });
}

/** What the person wants to be told, and in which language. */
export function usePreferences(slug: string) {
  return useQuery({
    queryKey: [slug, 'preferences'],
    queryFn: () => clientsOf(slug).api.account.getPreferences.query(),
  });
}

/** The acts on one's own account, to be run through `useAct` or `useForm`. */
export function profileActs(slug: string) {
  const { account } = clientsOf(slug).api;
  return {
    update: (input: UpdateProfileInput) => account.updateProfile.mutate(input),
    updatePreferences: (input: UpdatePreferencesInput) => account.updatePreferences.mutate(input),
    download: () => fetchFile(slug, 'account-export.json'),
    close: (reason: string) => account.close.mutate({ reason }),
  };
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { clientsOf } from '../../lib/clients.ts';
import { dropLinkToken } from '../../lib/link-token.ts';

/** What the link of a message does, by the page that it leads to. */
export const linkPages = ['unlock', 'verify-email', 'confirm-email'] as const;
export type LinkPage = (typeof linkPages)[number];

/** Asks for the link that leads to a new password; the answer says nothing of whether there is an account. */
export function sendResetLink(slug: string, email: string) {
  return clientsOf(slug).api.password.requestReset.mutate({ email });
}

/** Sets a new password by the link. */
export async function resetPassword(slug: string, token: string, newPassword: string) {
  const done = await clientsOf(slug).api.password.reset.mutate({ token, newPassword });
  dropLinkToken('reset-password');
  return done;
}

/** Does what a link of a message is for. */
export function useLinkAct(slug: string, page: LinkPage) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => {
      const { session, email } = clientsOf(slug).api;
      if (page === 'unlock') return session.unlock.mutate({ token });
      return page === 'verify-email'
        ? email.verify.mutate({ token })
        : email.confirmChange.mutate({ token });
    },
    onSuccess: () => {
      dropLinkToken(page);
      void queryClient.invalidateQueries({ queryKey: [slug] });
    },
  });
}

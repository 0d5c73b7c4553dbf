import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { Locale } from '@freehold/core-contracts/ids';
import type {
  RegistrationView,
  SetRegistrationBirthInput,
  SetRegistrationNameInput,
} from '@freehold/core-contracts/registration';
import { clientsOf } from '../../lib/clients.ts';
import { toProblem, type Problem } from '../../lib/problems.ts';
import { subscribeStored } from '../../lib/storage.ts';
import { dropHandle, forgetHandles, readHandle, writeHandle } from './resume-link.ts';

const completionPollMs = 2000;

const registrationKey = (slug: string, handle: string | null) => [slug, 'registration', handle];

/** Where this device's sign-up stands; asks again by itself while the account is being made. */
export function useRegistration(slug: string) {
  const handle = useSyncExternalStore(
    subscribeStored,
    () => readHandle(slug),
    () => null,
  );
  const query = useQuery({
    queryKey: registrationKey(slug, handle),
    queryFn: () => clientsOf(slug).registration.registration.get.query({ handle: handle ?? '' }),
    enabled: handle !== null,
    refetchInterval: ({ state }) =>
      state.data?.step === 'PHONE_VERIFIED' ? completionPollMs : false,
  });
  return { handle, query };
}

/** The countries to choose from, with their dial prefixes. */
export function useCountries(slug: string) {
  return useQuery({
    queryKey: ['countries'],
    queryFn: () => clientsOf(slug).registration.countries.list.query(),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

type Answer<T> = Omit<T, 'handle'>;

/** Refusals after which the sign-up stands at another step than the one on the screen. */
const movingCodes = new Set([
  'account.phone_taken',
  'account.email_taken',
  'registration.step_out_of_order',
]);

type ActionsOptions = {
  slug: string;
  queryClient: QueryClient;
  /** Why another step is due than the one just answered; null once an answer was taken. */
  onMoved: (problem: Problem | null) => void;
};

function makeActions({ slug, queryClient, onMoved }: ActionsOptions) {
  const { registration } = clientsOf(slug).registration;
  const show = (handle: string, view: RegistrationView) => {
    onMoved(null);
    queryClient.setQueryData(registrationKey(slug, handle), view);
    return view;
  };
  const withHandle = async (send: (handle: string) => Promise<RegistrationView>) => {
    const handle = readHandle(slug) ?? '';
    try {
      return show(handle, await send(handle));
    } catch (error) {
      const problem = toProblem(error);
      if (movingCodes.has(problem.code)) onMoved(problem);
      // Attempts and times may have moved with the refusal.
      void queryClient.invalidateQueries({ queryKey: registrationKey(slug, handle) });
      throw error;
    }
  };
  return {
    async start(input: { email: string; locale: Locale }) {
      const { handle, registration: view } = await registration.start.mutate(input);
      show(handle, view);
      writeHandle(slug, handle);
      return view;
    },
    changeEmail: (email: string) =>
      withHandle((handle) => registration.changeEmail.mutate({ handle, email })),
    resendEmailCode: () => withHandle((handle) => registration.resendEmailCode.mutate({ handle })),
    verifyEmail: (code: string) =>
      withHandle((handle) => registration.verifyEmail.mutate({ handle, code })),
    setName: (answer: Answer<SetRegistrationNameInput>) =>
      withHandle((handle) => registration.setName.mutate({ handle, ...answer })),
    setBirth: (answer: Answer<SetRegistrationBirthInput>) =>
      withHandle((handle) => registration.setBirth.mutate({ handle, ...answer })),
    setPassword: (password: string) =>
      withHandle((handle) => registration.setPassword.mutate({ handle, password })),
    setPhone: (phone: string) =>
      withHandle((handle) => registration.setPhone.mutate({ handle, phone })),
    resendPhoneCode: () => withHandle((handle) => registration.resendPhoneCode.mutate({ handle })),
    verifyPhone: (code: string) =>
      withHandle((handle) => registration.verifyPhone.mutate({ handle, code })),
    complete: () => withHandle((handle) => registration.complete.mutate({ handle })),
    createResumeLink: () =>
      registration.createResumeLink.mutate({ handle: readHandle(slug) ?? '' }),
    drop: () => dropHandle(slug),
    forget: () => forgetHandles(slug),
  };
}

export type SignUpActions = ReturnType<typeof makeActions>;

/** The acts of a sign-up; each one that answers with where it stands shows that at once. `onMoved` must be stable. */
export function useSignUpActions(
  slug: string,
  onMoved: (problem: Problem | null) => void,
): SignUpActions {
  const queryClient = useQueryClient();
  return useMemo(() => makeActions({ slug, queryClient, onMoved }), [slug, queryClient, onMoved]);
}

import type { ApiRouter } from '@freehold/api/router';
import type { ServiceContext } from '@freehold/core-services/context';
import type { AccountMaker } from '@freehold/core-services/onboarding/registration/finish-registration';
import { createServiceClient, fromServiceError } from '@freehold/core-trpc/service-client';
import type { ServiceTokens } from '@freehold/core-trpc/service-tokens';

/** Longest wait for the API to make an account. */
export const accountTimeoutMs = 10_000;

/** Makes the account maker of one request's tenant. */
export type AccountMakerOf = (ctx: ServiceContext) => AccountMaker;

/** Accounts are made by the API; each call carries a token of this service for the tenant. */
export function apiAccountMaker(options: {
  readonly apiUrl: string;
  readonly tokens: ServiceTokens;
}): AccountMakerOf {
  const url = new URL('/trpc', options.apiUrl).toString();
  return ({ tenant, request }) => ({
    async complete(input) {
      const api = createServiceClient<ApiRouter>(
        { url, audience: 'api', tokens: options.tokens, timeoutMs: accountTimeoutMs },
        { tenantSlug: tenant.slug, requestId: request.id },
      );
      try {
        return await api.internal.completeRegistration.mutate(input);
      } catch (error) {
        throw fromServiceError(error);
      }
    },
  });
}

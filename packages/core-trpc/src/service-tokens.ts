import { AppError } from '@freehold/core-contracts/errors';
import { jwtVerify, SignJWT } from 'jose';

/** Lifetime of a service-to-service token. */
export const serviceTokenTtlSeconds = 60;

export interface ServiceTokens {
  /** A token for one call from this service to `audience`, for one tenant. */
  sign(audience: string, tenantSlug: string): Promise<string>;
  /** The calling service. Throws UNAUTHENTICATED `service.token_invalid` unless the token is for this service and that tenant, and fresh. */
  verify(token: string, tenantSlug: string): Promise<{ readonly service: string }>;
}

/** Signs and checks the tokens of `service` (HS256, RFC 7519) under a key that all services share. */
export function createServiceTokens(options: {
  readonly service: string;
  readonly key: Uint8Array;
}): ServiceTokens {
  if (options.key.length < 32) throw new Error('The service token key is shorter than 32 bytes');
  return {
    sign(audience, tenantSlug) {
      return new SignJWT({ tenant: tenantSlug })
        .setProtectedHeader({ alg: 'HS256', typ: 'service+jwt' })
        .setIssuer(options.service)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${serviceTokenTtlSeconds}s`)
        .sign(options.key);
    },
    async verify(token, tenantSlug) {
      try {
        const { payload } = await jwtVerify(token, options.key, {
          algorithms: ['HS256'],
          typ: 'service+jwt',
          audience: options.service,
          requiredClaims: ['iss', 'exp', 'iat', 'tenant'],
          maxTokenAge: serviceTokenTtlSeconds,
        });
        if (payload['tenant'] !== tenantSlug) throw new Error('Token of another tenant');
        return { service: payload.iss ?? '' };
      } catch (cause) {
        throw new AppError('UNAUTHENTICATED', 'service.token_invalid', {}, { cause });
      }
    },
  };
}

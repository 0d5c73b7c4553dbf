import { z } from 'zod';

const Base64Url = z
  .string()
  .max(16_000, { error: 'too_long' })
  .regex(/^[A-Za-z0-9_-]*$/u, { error: 'base64url' });

/** What the browser is asked for, as `PublicKeyCredential.parseCreationOptionsFromJSON` and its twin read it (WebAuthn level 3, section 5.1). */
export const PasskeyOptions = z.record(z.string(), z.json());
export type PasskeyOptions = z.infer<typeof PasskeyOptions>;

/** The browser's answer, `PublicKeyCredential.toJSON()`. */
export const PasskeyAnswer = z.object({
  id: Base64Url.min(1),
  rawId: Base64Url.min(1),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.record(z.string(), z.json()).default({}),
  response: z.object({
    clientDataJSON: Base64Url.min(1),
    attestationObject: Base64Url.optional(),
    authenticatorData: Base64Url.optional(),
    signature: Base64Url.optional(),
    userHandle: Base64Url.nullish(),
    transports: z.array(z.string().max(20)).max(10).optional(),
    publicKeyAlgorithm: z.int().optional(),
    publicKey: Base64Url.optional(),
  }),
});
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

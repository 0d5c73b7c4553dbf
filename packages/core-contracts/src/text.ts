import { z } from 'zod';

const forbiddenControl = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;
const anyControl = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

/** Length in Unicode code points, which is what limits are counted in. */
export function codePointLength(value: string): number {
  let length = 0;
  for (const _ of value) length += 1;
  return length;
}

function boundedText(max: number, min: number, control: RegExp) {
  return z
    .string()
    .max(max * 4, { error: 'too_long' })
    .refine((value) => value.isWellFormed(), { error: 'bad_unicode', abort: true })
    .refine((value) => !control.test(value), { error: 'control_characters', abort: true })
    .transform((value) => value.normalize('NFC').trim())
    .refine((value) => codePointLength(value) >= min, {
      error: min === 1 ? 'required' : 'too_short',
    })
    .refine((value) => codePointLength(value) <= max, { error: 'too_long' });
}

/** One line of text: well-formed, NFC, trimmed, without control characters, `min` to `max` code points. */
export function line(max: number, min = 1) {
  return boundedText(max, min, anyControl);
}

/** Text that may hold line breaks and tabs; otherwise as `line`. */
export function paragraph(max: number, min = 1) {
  return boundedText(max, min, forbiddenControl);
}

/** An e-mail address, trimmed and lower-cased, at most 254 characters (RFC 5321 section 4.5.3.1.3). */
export const EmailAddress = z
  .string()
  .max(320, { error: 'too_long' })
  .refine((value) => value.isWellFormed(), { error: 'bad_unicode', abort: true })
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.email({ error: 'email' }).max(254, { error: 'too_long' }));

/** A password as typed: well-formed Unicode, NFC, at most 256 code points; the rules on its strength are the service's. */
export const PasswordText = z
  .string()
  .min(1, { error: 'required' })
  .max(1024, { error: 'too_long' })
  .refine((value) => value.isWellFormed(), { error: 'bad_unicode', abort: true })
  .transform((value) => value.normalize('NFC'))
  .refine((value) => codePointLength(value) <= 256, { error: 'too_long' });

/** Six decimal digits; spaces a person pastes are dropped. */
export const OneTimeCode = z
  .string()
  .max(20, { error: 'too_long' })
  .transform((value) => value.replaceAll(/[\s-]/gu, ''))
  .pipe(z.string().regex(/^\d{6}$/u, { error: 'code_format' }));

/** A recovery code as typed: 16 letters and digits (80 bits, Crockford's base 32); dashes and spaces are dropped. */
export const RecoveryCodeText = z
  .string()
  .max(40, { error: 'too_long' })
  .transform((value) => value.replaceAll(/[\s-]/gu, '').toUpperCase())
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/u, { error: 'code_format' }));

/** A phone number in international form, E.164 (ITU-T); spaces, points, dashes and brackets are dropped. */
export const PhoneNumber = z
  .string()
  .max(40, { error: 'too_long' })
  .transform((value) => value.replaceAll(/[\s().-]/gu, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/u, { error: 'phone' }));

/** Why a person did something; shown in the audit log. */
export const Reason = paragraph(500, 3);

/** Operators say why; a member need not. */
export const OptionalReason = Reason.optional();

import { z } from 'zod';

export const RegistrationStep = z.enum([
  'EMAIL_PENDING',
  'EMAIL_SENT',
  'EMAIL_VERIFIED',
  'NAME_COUNTRY_SET',
  'DOB_GENDER_SET',
  'PASSWORD_SET',
  'PHONE_SENT',
  'PHONE_VERIFIED',
  'COMPLETED',
  'CANCELLED',
]);
export type RegistrationStep = z.infer<typeof RegistrationStep>;

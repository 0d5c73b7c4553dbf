import { enAccount } from './en-account.ts';
import { enErrors } from './en-errors.ts';
import { enGeneral } from './en-general.ts';
import { enSignUp } from './en-sign-up.ts';

/** Every text of the portal in English: the measure of what other languages have to hold. */
export const en = { ...enGeneral, ...enSignUp, ...enAccount, ...enErrors } as const;

export type TextKey = keyof typeof en;
export type Texts = Readonly<Record<TextKey, string>>;

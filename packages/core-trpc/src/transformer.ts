import { parse, stringify } from 'devalue';

/** Carries Date and BigInt exactly; decimals cross as text. */
export const transformer = {
  serialize: (value: unknown): string => stringify(value),
  deserialize: (text: string): unknown => parse(text),
};

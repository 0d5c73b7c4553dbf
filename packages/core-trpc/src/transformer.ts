import { AppError } from '@freehold/core-contracts/errors';
import { parse, stringify } from 'devalue';

/** Carries Date and BigInt exactly; decimals cross as text. */
export const transformer = {
  serialize: (value: unknown): string => stringify(value),
  deserialize: (text: string): unknown => {
    try {
      return parse(text);
    } catch (cause) {
      throw new AppError('INVALID', 'request.malformed', {}, { cause });
    }
  },
};

import { z } from 'zod';

/** A stream whose every item passes `item`: what a subscription declares as its output. */
export function streamOf<T extends z.ZodType>(item: T) {
  const source = z.custom<AsyncIterable<z.input<T>>>(
    (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
  );
  return source.transform(async function* (items): AsyncGenerator<z.output<T>, void> {
    for await (const value of items) yield item.parse(value);
  });
}

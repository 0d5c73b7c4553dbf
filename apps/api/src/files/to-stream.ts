import { withTenant } from '@freehold/core-db';

/**
 * Lines as the body of an answer. The next batch is read, in its tenant's scope, only once the last
 * one has been taken; whoever stops reading ends the generator. `done` is called once, however it ends.
 */
export function toStream(
  lines: AsyncGenerator<string, void>,
  { tenantId, done }: { readonly tenantId: string; readonly done: () => void },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOver = false;
  const end = () => {
    if (!isOver) done();
    isOver = true;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await withTenant(tenantId, () => lines.next());
          // Whoever asked has left meanwhile.
          if (isOver) return;
          if (next.done !== true) {
            controller.enqueue(encoder.encode(next.value));
            return;
          }
          end();
          controller.close();
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      async cancel() {
        end();
        await lines.return();
      },
    },
    { highWaterMark: 0 },
  );
}

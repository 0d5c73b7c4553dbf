/*
 * What a procedure call costs beside a bare Hono handler with the same JSON, the request never
 * leaving the process. Run by hand: `node bench/src/trpc-call.ts`.
 */
import { initTRPC } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { transformer } from '@freehold/core-trpc/transformer';
import { Hono } from 'hono';
import { z } from 'zod';
import { measureInTurns } from './rounds.ts';

const Input = z.strictObject({ name: z.string().max(100), page: z.int() });
const Output = z.object({ items: z.array(z.object({ id: z.string(), at: z.date() })) });
const items = Array.from({ length: 20 }, (_, index) => ({
  id: `id-${index}`,
  at: new Date(index),
}));

const t = initTRPC.create({ transformer });
const router = t.router({
  list: t.procedure
    .input(Input)
    .output(Output)
    .query(() => ({ items })),
});

const app = new Hono()
  .post('/bare', async (c) => {
    await c.req.json();
    return c.json({ items });
  })
  .post('/checked', async (c) => {
    Input.parse(await c.req.json());
    return c.json(Output.parse({ items }));
  })
  .all('/trpc/*', (c) =>
    fetchRequestHandler({ endpoint: '/trpc', req: c.req.raw, router, allowMethodOverride: true }),
  );

const headers = { 'content-type': 'application/json' };
const input = { name: 'bench', page: 1 };

function post(path: string, body: unknown): () => Promise<unknown> {
  const text = JSON.stringify(body);
  return async () => {
    const response = await app.request(path, { method: 'POST', headers, body: text });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.text();
  };
}

const measured = await measureInTurns(
  [
    { name: 'bare Hono', run: post('/bare', input) },
    { name: 'Hono with the same schemas', run: post('/checked', input) },
    { name: 'procedure call', run: post('/trpc/list', transformer.serialize(input)) },
  ],
  { concurrency: 1, rounds: 7, roundMs: 1000 },
);
const base = measured[0]?.perSecond ?? NaN;
for (const { name, perSecond } of measured) {
  const cost = (base / perSecond).toFixed(2);
  console.log(`${name}: ${cost} (${(1_000_000 / perSecond).toFixed(0)} µs a call)`);
}

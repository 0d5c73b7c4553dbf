import pg from 'pg';

// The parts of pg 8.23 that its published types leave out. Everything the driver relies on beyond
// the public interface is declared here, and the driver's tests run against the pinned version.

export type WireConnection = {
  readonly stream: { cork(): void; uncork(): void; destroy(): void };
  parse(message: { name: string; text: string; types?: readonly number[] }): void;
  bind(message: { statement: string; values: readonly (string | Buffer | null)[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: Record<string, never>): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
};

export type QueryInput = {
  text: string;
  values?: unknown[] | undefined;
  rowMode?: 'array' | undefined;
  types?: unknown;
};

export type QueryOutput = pg.QueryArrayResult;

type QueryInternals = {
  text: string;
  values: unknown[] | undefined;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: WireConnection): void;
  handleReadyForQuery(connection: WireConnection): void;
  handleError(error: Error, connection: WireConnection): void;
  submit(connection: WireConnection): Error | null;
};

type QueryConstructor = new (
  config: QueryInput,
  callback: (error: Error | null | undefined, result: QueryOutput | QueryOutput[]) => void,
) => QueryInternals;

/** pg's own query object, with the handlers that its client calls. */
export const PgQuery = pg.Query as unknown as QueryConstructor;

type ValueMapper = (value: unknown) => string | Buffer | null;

/**
 * Turns a value into what goes on the wire, the way pg's own queries do. Taken from what such a
 * query hands to its connection: the function itself is in a file that has no types.
 */
export const toWireValue: ValueMapper = findValueMapper();

function findValueMapper(): ValueMapper {
  const found: ValueMapper[] = [];
  const ignore = () => {};
  const query = new PgQuery({ text: 'select', values: [] }, ignore);
  (query as unknown as { prepare(connection: object): void }).prepare({
    parse: ignore,
    bind: (message: { valueMapper: ValueMapper }) => found.push(message.valueMapper),
    describe: ignore,
    execute: ignore,
    sync: ignore,
  });
  const [mapper] = found;
  if (!mapper)
    throw new Error('pg hands no value mapper to its connection: is it another version?');
  return mapper;
}

/** The two hooks of pg's client that the tenant connection overrides, and what it reads. */
export type ClientInternals = {
  readonly connection: WireConnection;
  readonly _queryable: boolean;
  getStartupConf(): Record<string, string>;
};

/// <reference path="./pg-utils.d.ts" />
import pg from 'pg';
import utils from 'pg/lib/utils.js';

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

/** Turns a value into what goes on the wire, the way pg's own queries do. */
export const toWireValue = utils.prepareValue;

/** The two hooks of pg's client that the tenant connection overrides, and what it reads. */
export type ClientInternals = {
  readonly connection: WireConnection;
  readonly _queryable: boolean;
  getStartupConf(): Record<string, string>;
};

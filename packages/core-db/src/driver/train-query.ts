import { PgQuery, toWireValue } from './pg-internals.ts';
import type { QueryInput, QueryOutput, WireConnection } from './pg-internals.ts';
import type { StatementPlan } from './statement-registry.ts';

/** The statement that goes ahead of the caller's and whose result nobody sees. */
export type LeadingStatement = {
  readonly name: string;
  readonly text: string;
  readonly values: readonly string[];
};

export type Train = {
  readonly leading: LeadingStatement | undefined;
  readonly plan: StatementPlan;
  readonly input: QueryInput;
  readonly onDone: (error: Error | undefined, result: QueryOutput | undefined) => void;
};

/**
 * One message train: `[Close] [leading Bind/Execute] [Parse] Bind Describe Execute Sync`.
 * Everything up to the Sync is one implicit transaction, so what the leading statement set locally
 * holds for the caller's statement and is gone after it, and an error anywhere undoes all of it.
 */
export class TrainQuery extends PgQuery {
  readonly #train: Train;
  #isLeading: boolean;

  constructor(train: Train) {
    super(train.input, (error, result) => {
      if (error) train.onDone(error, undefined);
      else train.onDone(undefined, Array.isArray(result) ? result[0] : result);
    });
    this.#train = train;
    this.#isLeading = train.leading !== undefined;
  }

  override submit(connection: WireConnection): Error | null {
    const { leading, plan, input } = this.#train;
    const values: (string | Buffer | null)[] = [];
    try {
      for (const value of input.values ?? []) values.push(toWireValue(value));
    } catch (error) {
      // Nothing has been written yet, so the connection stays in step.
      return error instanceof Error ? error : new Error('a value cannot be sent');
    }
    const { stream } = connection;
    stream.cork();
    try {
      for (const name of plan.close) connection.close({ type: 'S', name });
      if (leading) writeLeading(connection, leading);
      if (plan.isParseNeeded) connection.parse({ name: plan.name, text: input.text });
      connection.bind({ statement: plan.name, values });
      connection.describe({ type: 'P', name: '' });
      connection.execute({});
      connection.sync();
    } catch (error) {
      // Half a train on the wire: nothing that follows could be told apart from its rest.
      stream.destroy();
      throw error;
    } finally {
      stream.uncork();
    }
    return null;
  }

  override handleDataRow(message: unknown): void {
    if (!this.#isLeading) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: WireConnection): void {
    if (this.#isLeading) this.#isLeading = false;
    else super.handleCommandComplete(message, connection);
  }
}

function writeLeading(connection: WireConnection, leading: LeadingStatement): void {
  if (leading.name === '') connection.parse({ name: '', text: leading.text });
  connection.bind({ statement: leading.name, values: leading.values });
  connection.execute({});
}

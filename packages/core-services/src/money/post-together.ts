/*
 * Calls that arrive together travel together. A call that finds none of its tenant's under way goes at
 * once; those that arrive meanwhile wait, and go as the next statement in the order they arrived. What
 * a statement costs to start, to lock and to commit is then paid once for all of them. A call of many is
 * company enough for itself: it goes at once, beside the others, unless it would only wait there, for a
 * wallet that one of them sends from.
 *
 * The first of a group carries it, in its own tenant scope. Nothing travels with another tenant's,
 * through another client, by another clock or under other terms of risk. A group that fails is undone
 * as a whole; then each of it goes alone, and only whose fault it was hears of it.
 */
import { isTransientError, requireTenantId, type TenantClient } from '@freehold/core-db';
import { toRiskTerms, type TransferCall, type TransferCalls } from './transfer-calls.ts';
import type { TransferVerdict } from './transfer-request.ts';

/** Transfers of one group. */
const mostTogether = 300;
/** A call of more goes beside the others. */
const fewTogether = 25;
/** Calls of one tenant that go beside the others at a time. */
const mostBeside = 4;
/** How long a group may hold up those behind it, e.g. while it waits for a wallet somebody else holds. */
const patienceMs = 500;

/** Posts calls in one statement: the verdicts of all of them, in order. */
export type Carry = (calls: TransferCalls) => Promise<TransferVerdict[]>;

/** What became of a call in its group: its own verdicts, or what the group failed of. */
type Outcome =
  | { readonly verdicts: TransferVerdict[] }
  | { readonly failure: unknown; readonly isOwn: boolean };

/** Tells a call that waits to carry a group, itself the first of it, or what came of it. */
type Turn = Departure | Outcome;

interface Departure {
  readonly group: Group;
  readonly isBeside: boolean;
}

interface Rider {
  readonly call: TransferCall;
  readonly terms: string;
  next: (turn: Turn) => void;
}

type Group = readonly [Rider, ...Rider[]];

/** The wallets that calls send from. */
const sendersOf = (calls: readonly TransferCall[]): ReadonlySet<string> =>
  new Set(calls.flatMap(({ requests }) => requests.map(({ fromWalletId }) => fromWalletId)));

class Line {
  readonly #waiting: Rider[] = [];
  /** The wallets of what is under way. */
  readonly #underWay = new Map<Departure, ReadonlySet<string>>();
  #isBusy = false;

  /** Waits for the turn of a call; at once when nothing is under way. */
  board(call: TransferCall): Promise<Turn> | Turn {
    const rider: Rider = { call, terms: toRiskTerms(call.ctx).join(), next: () => undefined };
    const isBeside = this.#isBusy && this.#mayGoBeside(call);
    if (isBeside || !this.#isBusy) return this.#depart([rider], isBeside);
    return new Promise((next) => {
      rider.next = next;
      this.#waiting.push(rider);
    });
  }

  /** Ends what it began for a group; false when nothing is under way any more, and so nobody waits. */
  arrive(departure: Departure): boolean {
    this.#underWay.delete(departure);
    return this.#underWay.size > 0;
  }

  /** Lets the next group go. */
  leave(): void {
    this.#isBusy = false;
    const group = this.#takeGroup();
    if (group !== null) group[0].next(this.#depart(group, false));
  }

  #depart(group: Group, isBeside: boolean): Departure {
    const departure = { group, isBeside };
    this.#underWay.set(departure, sendersOf(group.map(({ call }) => call)));
    if (!isBeside) this.#isBusy = true;
    return departure;
  }

  #mayGoBeside(call: TransferCall): boolean {
    const beside = [...this.#underWay.keys()].filter(({ isBeside }) => isBeside);
    if (call.requests.length <= fewTogether || beside.length >= mostBeside) return false;
    const senders = [...sendersOf([call])];
    return [...this.#underWay.values()].every((others) => !senders.some((id) => others.has(id)));
  }

  /** Takes those from the front that may travel together. */
  #takeGroup(): Group | null {
    const first = this.#waiting.shift();
    if (first === undefined) return null;
    let count = first.call.requests.length;
    const end = this.#waiting.findIndex(({ call, terms }) => {
      count += call.requests.length;
      const isAlike = terms === first.terms && call.ctx.clock === first.call.ctx.clock;
      return !isAlike || count > mostTogether;
    });
    return [first, ...this.#waiting.splice(0, end === -1 ? this.#waiting.length : end)];
  }
}

const lines = new WeakMap<TenantClient, Map<string, Line>>();

/**
 * Posts a call together with those of its tenant that wait; gives its own verdicts. One attempt: what
 * fails for a group is given to `alone`, each by itself and holding up nobody.
 */
export async function postTogether(
  client: TenantClient,
  call: TransferCall,
  { carry, alone }: { readonly carry: Carry; readonly alone: Carry },
): Promise<TransferVerdict[]> {
  const tenantId = requireTenantId();
  const ofClient = lines.get(client) ?? new Map<string, Line>();
  lines.set(client, ofClient);
  const line = ofClient.get(tenantId) ?? new Line();
  ofClient.set(tenantId, line);

  const turn = await line.board(call);
  const outcome =
    'group' in turn
      ? await carryGroup(turn.group, carry, () => {
          if (!turn.isBeside) line.leave();
        }).finally(() => {
          if (!line.arrive(turn)) ofClient.delete(tenantId);
        })
      : turn;
  if ('verdicts' in outcome) return outcome.verdicts;
  // Another's fault, or one that may pass.
  if (!outcome.isOwn || isTransientError(outcome.failure)) return alone([call]);
  throw outcome.failure;
}

/** Posts a group and tells all but the first what became of their calls; gives what became of the first's. */
async function carryGroup(group: Group, carry: Carry, leave: () => void): Promise<Outcome> {
  const [first, ...others] = group;
  let isUnderWay = true;
  const leaveOnce = () => {
    if (isUnderWay) leave();
    isUnderWay = false;
  };
  const patience = setTimeout(leaveOnce, patienceMs);
  try {
    const verdicts = await carry([first.call, ...others.map(({ call }) => call)]);
    let at = first.call.requests.length;
    for (const { call, next } of others) {
      next({ verdicts: verdicts.slice(at, at + call.requests.length) });
      at += call.requests.length;
    }
    return { verdicts: verdicts.slice(0, first.call.requests.length) };
  } catch (failure) {
    for (const { next } of others) next({ failure, isOwn: false });
    return { failure, isOwn: others.length === 0 };
  } finally {
    clearTimeout(patience);
    leaveOnce();
  }
}

import type { ProposalDecider } from '@freehold/core-contracts/enums';
import type { Permission } from '@freehold/core-contracts/permissions';
import type { TenantTransaction } from '@freehold/core-db';
import type { z } from 'zod';
import type { ServiceContext, WakeTopic } from '../context.ts';

/** What an act is about, as a proposal shows it. */
export interface ActSubject {
  readonly entityType: string;
  readonly entityId: string;
  readonly entityName: string;
  /** Null where there is nothing yet that could move. */
  readonly entityVersion: number | null;
  /** What would change, field by field, as text. */
  readonly changes: readonly { readonly field: string; readonly value: string }[];
}

/** A proposal as those hooks of an act see it that ask who may have a say. */
export interface ProposedAct {
  readonly id: string;
  readonly action: string;
  readonly entityId: string;
  readonly entityName: string;
  /** As it was stored. */
  readonly input: unknown;
  readonly decider: ProposalDecider;
  readonly proposedById: string;
}

type ProposalHook = (
  tx: TenantTransaction,
  ctx: ServiceContext,
  proposal: ProposedAct,
) => Promise<void>;

/** An act that cannot be taken back, and so may need two operators. */
export interface Act<Input> {
  /** As it is audited. */
  readonly action: string;
  /** What whoever carries it out must be allowed to do. */
  readonly permission: Permission;
  readonly schema: z.ZodType<Input>;
  reasonOf(input: Input): string;
  /** Looks at what it is about, refuses what would be refused now, and changes nothing. */
  look(tx: TenantTransaction, ctx: ServiceContext, input: Input): Promise<ActSubject>;
  /** Does it in the caller's transaction, its audit row last; gives the new version. */
  carryOut(tx: TenantTransaction, ctx: ServiceContext, input: Input): Promise<number | null>;
  readonly wakes: readonly WakeTopic[];
  /** Two operators whatever the tenant asks for. */
  readonly needsSecondPerson?: true;
  /** What must hold when it is carried out, of whoever proposed and of whoever agrees. Throws where it does not. */
  readonly assertStands?: ProposalHook;
  /** Tells those who may decide that it waits, where these are not the tenant's operators. */
  readonly tellDeciders?: ProposalHook;
}

/** Keeps the type of an act's input beside its schema. */
export function defineAct<Input>(act: Act<Input>): Act<Input> {
  return act;
}

import { randomUUID } from 'node:crypto';
import { CommandType } from '@freehold/core-contracts/enums';
import {
  ManualCommandType,
  type SubmitCommandInput,
} from '@freehold/core-contracts/ledger-commands';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, ServiceContext, ServiceTenant } from '../context.ts';
import { approveProposal } from '../proposals/approve-proposal.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../testing/index.ts';
import { listCommandTypes } from './list-command-types.ts';
import { submitCommand } from './submit-command.ts';

let platform: TestPlatform;
let tenant: ServiceTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  tenant = await platform.makeTenant();
});

const inputOf = (given: Partial<SubmitCommandInput> = {}): SubmitCommandInput => ({
  requestId: randomUUID(),
  commandType: 'PAUSE_SYSTEM',
  payload: { reason: 'an audit of the books' },
  reason: 'because of a test',
  ...given,
});

const submit = (input: SubmitCommandInput, ctx: ServiceContext = platform.context(tenant)) =>
  inScope(ctx, () => submitCommand({ ctx, input }));

const commands = () =>
  inScope(platform.context(tenant), () =>
    platform.database.client.outboxCommand.findMany({
      take: 10,
      select: { commandType: true, payload: true, requestId: true, aggregateKey: true },
    }),
  );

function operator(homeTenantId: string): Actor {
  return {
    kind: 'OPERATOR',
    userId: randomUUID(),
    role: 'ADMIN',
    homeTenantId,
    name: 'Grace',
  };
}

describe('a command given by hand', () => {
  test('is in the outbox with its audit row, and the worker is woken', async () => {
    platform.woken.length = 0;
    const input = inputOf();
    expect(await submit(input)).toEqual({ state: 'DONE', version: null });
    expect(await commands()).toEqual([
      {
        commandType: 'PAUSE_SYSTEM',
        payload: input.payload,
        requestId: `manual:${input.requestId}`,
        aggregateKey: 'system',
      },
    ]);
    expect(platform.woken).toEqual(['outbox']);
    const [audit] = await inScope(platform.context(tenant), () =>
      platform.database.client.auditLog.findMany({
        where: { action: 'ledger.submitCommand' },
        take: 2,
      }),
    );
    expect(audit).toMatchObject({
      reason: input.reason,
      changes: { commandType: 'PAUSE_SYSTEM', payload: JSON.stringify(input.payload) },
    });
  });

  test('twice is one command, and with other contents a conflict', async () => {
    const input = inputOf();
    await submit(input);
    await submit(input);
    expect(await commands()).toHaveLength(1);
    await expect(submit({ ...input, payload: { reason: 'something else' } })).rejects.toMatchObject(
      {
        kind: 'CONFLICT',
        code: 'command.request_conflict',
      },
    );
  });

  test('keeps its place among those of the same organization or proposal', async () => {
    const [organizationId, proposalId] = [randomUUID(), randomUUID()];
    await submit(inputOf({ commandType: 'ACTIVATE_ORGANIZATION', payload: { organizationId } }));
    await submit(inputOf({ commandType: 'EXECUTE_PROPOSAL', payload: { proposalId } }));
    expect((await commands()).map(({ aggregateKey }) => aggregateKey).toSorted()).toEqual([
      `organization:${organizationId}`,
      `proposal:${proposalId}`,
    ]);
  });

  test('whose payload has another shape is refused with the place, and nothing is written', async () => {
    const input = inputOf({ commandType: 'CAST_VOTE', payload: { proposalId: randomUUID() } });
    await expect(submit(input)).rejects.toMatchObject({
      kind: 'INVALID',
      code: 'command.payload_invalid',
      params: { commandType: 'CAST_VOTE', path: 'voterId' },
    });
    expect(await commands()).toEqual([]);
  });

  test('waits for a second operator where the tenant asks for two', async () => {
    tenant = await platform.makeTenant({ settings: { isFourEyesRequired: true } });
    const first = platform.context(tenant, operator(tenant.id));
    const outcome = await submit(inputOf(), first);
    expect(outcome.state).toBe('PROPOSED');
    expect(await commands()).toEqual([]);
    const second = platform.context(tenant, operator(tenant.id));
    const proposalId = outcome.state === 'PROPOSED' ? outcome.proposalId : '';
    await inScope(second, () =>
      approveProposal({ ctx: second, input: { proposalId, version: 0, reason: 'I looked too' } }),
    );
    expect(await commands()).toHaveLength(1);
  });
});

describe('the list of command types', () => {
  test('has every type with a schema to make a form from', () => {
    const views = listCommandTypes();
    expect(views.map(({ commandType }) => commandType)).toEqual(CommandType.options);
    for (const { payloadSchema } of views) {
      expect(payloadSchema).toMatchObject({ type: 'object', additionalProperties: false });
    }
    const manual = views.filter(({ isManual }) => isManual).map(({ commandType }) => commandType);
    expect(manual.toSorted()).toEqual(ManualCommandType.options.toSorted());
  });

  test('leaves to their own screens what moves money or people', () => {
    const moving = /USER|TRANSFER|GENESIS|WALLET|MULTISIG|LOAN|TAX/u;
    expect(ManualCommandType.options.filter((type) => moving.test(type))).toEqual([]);
  });
});

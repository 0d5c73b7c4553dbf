import { randomUUID } from 'node:crypto';
import {
  ListDailyFiguresInput,
  ListOnchainOrganizationsInput,
} from '@freehold/core-contracts/onchain';
import { PageInput } from '@freehold/core-contracts/page';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceContext, ServiceTenant } from '../context.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../testing/index.ts';
import { getOnchainSystem } from './get-system.ts';
import { getGovernance, listGovernance } from './governance.ts';
import { listDailyFigures } from './list-daily-figures.ts';
import { listMultisigs } from './list-multisigs.ts';
import { getOnchainOrganization, listOnchainOrganizations } from './organizations.ts';

let platform: TestPlatform;
let tenant: ServiceTenant;
let ctx: ServiceContext;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  tenant = await platform.makeTenant();
  ctx = platform.context(tenant);
});

const at = (day: number) => new Date(Date.UTC(2026, 4, day));
const inHere = <T>(work: () => Promise<T>) => inScope(ctx, work);
const firstPage = PageInput.parse({});

describe('organizations', () => {
  const [harbour, mill] = [randomUUID(), randomUUID()];
  beforeEach(() =>
    inHere(async () => {
      await ctx.db.onchainOrganization.createMany({
        data: [
          { id: harbour, name: 'Harbour', status: 'ENDORSED', endorsements: 2, proposedAt: at(1) },
          { id: mill, name: 'Old Mill', proposedAt: at(2) },
        ],
      });
      await ctx.db.onchainEndorsement.createMany({
        data: ['b', 'a'].map((endorserId, index) => {
          return { organizationId: harbour, endorserId, endorsedAt: at(3 + index) };
        }),
      });
      const rule = { fromAmount: '0', belowAmount: null, minimumWeight: 1, minimumApprovers: 1 };
      await ctx.db.onchainAuthRule.createMany({
        data: [{ organizationId: harbour, ruleId: 'all', rule, definedAt: at(4) }],
      });
    }),
  );

  test('are listed newest first, by status and by part of a name', async () => {
    const names = async (given: object) => {
      const input = ListOnchainOrganizationsInput.parse(given);
      const { items, total } = await inHere(() => listOnchainOrganizations({ ctx, input }));
      return [...items.map(({ name }) => name), total];
    };
    expect(await names({})).toEqual(['Old Mill', 'Harbour', 2]);
    expect(await names({ status: ['ENDORSED'] })).toEqual(['Harbour', 1]);
    expect(await names({ search: 'mill' })).toEqual(['Old Mill', 1]);
    expect(await names({ page: 2, limit: 1 })).toEqual(['Harbour', 2]);
  });

  test('are shown with who vouched for them and their rules', async () => {
    const input = { organizationId: harbour };
    expect(await inHere(() => getOnchainOrganization({ ctx, input }))).toMatchObject({
      name: 'Harbour',
      endorsers: [{ endorserId: 'b' }, { endorserId: 'a' }],
      rules: [{ ruleId: 'all', rule: { minimumWeight: 1 } }],
    });
  });

  test('of another tenant, or nobody at all, are not there', async () => {
    const other = platform.context(await platform.makeTenant());
    for (const [from, organizationId] of [
      [other, harbour],
      [ctx, randomUUID()],
    ] as const) {
      await expect(
        inScope(from, () => getOnchainOrganization({ ctx: from, input: { organizationId } })),
      ).rejects.toMatchObject({ kind: 'NOT_FOUND', code: 'entity.not_found' });
    }
  });
});

describe('proposals', () => {
  test('are listed by status and shown with their votes and what they would set', async () => {
    const [open, done] = [randomUUID(), randomUUID()];
    const effect = { key: 'fee.rate', value: '0.01' };
    await inHere(async () => {
      const proposal = { body: 'b', proposerId: 'p', quorum: 2, closesAt: at(9) };
      await ctx.db.governanceProposal.createMany({
        data: [
          { id: open, title: 'Fees', effect, ...proposal, createdAt: at(1) },
          { id: done, title: 'Hours', status: 'REJECTED', ...proposal, createdAt: at(2) },
        ],
      });
      await ctx.db.governanceVote.createMany({
        data: [{ proposalId: open, voterId: 'v', isFor: true, castAt: at(3) }],
      });
    });
    const input = { ...firstPage, status: ['OPEN' as const] };
    const listed = await inHere(() => listGovernance({ ctx, input }));
    expect(listed.items.map(({ title }) => title)).toEqual(['Fees']);
    const all = await inHere(() => listGovernance({ ctx, input: firstPage }));
    expect(all.items.map(({ title }) => title)).toEqual(['Hours', 'Fees']);
    const read = (proposalId: string) =>
      inHere(() => getGovernance({ ctx, input: { proposalId } }));
    expect(await read(open)).toMatchObject({ effect, votes: [{ voterId: 'v', isFor: true }] });
    expect(await read(done)).toMatchObject({ effect: null, votes: [] });
    await expect(read(randomUUID())).rejects.toMatchObject({ code: 'entity.not_found' });
  });
});

describe('transfers that wait for approvals on the ledger', () => {
  test('are listed by status with who approved them', async () => {
    const [waiting, paid] = [randomUUID(), randomUUID()];
    await inHere(() =>
      ctx.db.onchainMultisig.createMany({
        data: [
          { id: waiting, walletId: randomUUID(), approverIds: ['a'], initiatedAt: at(1) },
          { id: paid, walletId: randomUUID(), status: 'EXECUTED', initiatedAt: at(2) },
        ],
      }),
    );
    const input = { ...firstPage, status: ['INITIATED' as const] };
    const { items } = await inHere(() => listMultisigs({ ctx, input }));
    expect(items).toMatchObject([{ transferId: waiting, approverIds: ['a'] }]);
    const all = await inHere(() => listMultisigs({ ctx, input: firstPage }));
    expect(all.items.map(({ transferId }) => transferId)).toEqual([paid, waiting]);
  });
});

describe('the system', () => {
  test('is at rest before the ledger says anything, and then what it says', async () => {
    const read = () => inHere(() => getOnchainSystem({ ctx }));
    expect(await read()).toEqual({
      ...{ isBootstrapped: false, isPaused: false, pauseReason: null, isTreasuryActive: false },
      ...{ changedAt: null, parameters: [], countries: [], admins: [] },
    });
    await inHere(async () => {
      await ctx.db.systemState.createMany({
        data: [{ isPaused: true, pauseReason: 'audit', changedAt: at(1) }],
      });
      await ctx.db.systemParameter.createMany({
        data: ['b', 'a'].map((key) => ({ key, value: '1', changedAt: at(1) })),
      });
      await ctx.db.onchainCountry.createMany({
        data: [
          {
            ...{ countryCode: 'CM', changedAt: at(1) },
            data: { currencyCode: 'XAF', callingCode: '237' },
          },
        ],
      });
    });
    expect(await read()).toMatchObject({
      ...{ isPaused: true, pauseReason: 'audit', changedAt: at(1) },
      parameters: [{ key: 'a' }, { key: 'b' }],
      countries: [{ countryCode: 'CM', currencyCode: 'XAF', callingCode: '237' }],
    });
  });
});

describe('daily figures', () => {
  test('are exact, oldest first, within the days asked for', async () => {
    const most = '999999999999999999999999999.999999999';
    await inHere(() =>
      ctx.db.dailyLedgerFigures.createMany({
        data: [3, 1, 2].map((day) => ({ day: at(day), transferCount: day, transferVolume: most })),
      }),
    );
    const read = (given: object) => {
      const input = ListDailyFiguresInput.parse(given);
      return inHere(() => listDailyFigures({ ctx, input }));
    };
    const figures = await read({});
    expect(figures.map(({ day }) => day)).toEqual(['2026-05-01', '2026-05-02', '2026-05-03']);
    expect(figures[0]).toMatchObject({ transferCount: 1, transferVolume: most, feeVolume: '0' });
    const some = await read({ fromDay: '2026-05-02', toDay: '2026-05-02' });
    expect(some.map(({ transferCount }) => transferCount)).toEqual([2]);
  });
});

import type { ServiceContext } from '@freehold/core-services/context';
import { applyForLoan } from '@freehold/core-services/loans/apply-for-loan';
import { systemWalletId } from '@freehold/core-services/money/system-wallets';
import { reverseTransfer } from '@freehold/core-services/money/reverse-transfer';
import { sendMoney } from '@freehold/core-services/money/send-money';
import { newMoneyId } from '@freehold/core-services/money/transfer-command';
import { addBeneficiary } from '@freehold/core-services/payees/add-beneficiary';
import { addContact } from '@freehold/core-services/payees/add-contact';
import { distributeGenesis } from '@freehold/core-services/treasury/distribute-genesis';
import { dryRunTax } from '@freehold/core-services/tax/dry-run-tax';
import { freezeWallet } from '@freehold/core-services/wallets/freeze-wallet';
import { DemoBank, type DemoHolder, type DemoOffice } from './demo-bank.ts';
import { seedBusiness } from './business.ts';
import { findOperator } from './lives.ts';
import { openingAmounts, paymentsOn, type DemoPayment } from './payments.ts';
import { seedRecords } from './records.ts';
import { seedTerms } from './terms.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const holders = 14;

/** Weeks of money behind the oldest people of the demo, and something in every state. */
export async function seedMoney(ctx: ServiceContext): Promise<void> {
  const start = new Date(ctx.clock().getTime() - 25 * dayMs);
  const bank = new DemoBank(ctx, start);
  const treasurer = await findOperator(ctx, 'TREASURER');
  const admin = await findOperator(ctx, 'ADMIN');
  await seedTerms(bank, { treasurer, admin });
  const people = await openWallets(bank);
  if (people.length < holders) throw new Error('The demo has too few people for its money');
  const records = await seedRecords(bank, people, { treasurer, admin });
  await issue(bank, people, { treasurer, admin });
  const business = await seedBusiness(bank, people, { treasurer, admin });
  await tellWeeks(bank, people, ctx.clock());
  await savePayees(bank, people);
  await business.finish();
  await records.finish();
  await seedStates(bank, people, { treasurer, admin });
  await dryRunTax({ ctx: bank.as(treasurer), input: {} });
  await markRead(bank);
}

/** The ledger confirms the people who were approved first; each has a wallet then. */
async function openWallets(bank: DemoBank): Promise<DemoHolder[]> {
  const { db } = bank.ctx;
  const people = await db.user.findMany({
    where: { role: 'USER', status: 'APPROVED_PENDING_ONCHAIN', deletedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: holders,
    select: { id: true, email: true, firstName: true, lastName: true },
  });
  bank.confirmAccounts(people.map(({ id }) => `user:${id}`));
  await bank.settle();
  const wallets = await db.wallet.findMany({
    where: { userId: { in: people.map(({ id }) => id) } },
    take: holders,
    select: { id: true, userId: true },
  });
  return people.flatMap(({ id: userId, email, firstName, lastName }) => {
    const wallet = wallets.find((one) => one.userId === userId);
    const name = `${firstName} ${lastName}`;
    const actor = { kind: 'USER', userId, role: 'USER', name } as const;
    return wallet === undefined ? [] : [{ userId, walletId: wallet.id, email, name, actor }];
  });
}

async function issue(
  bank: DemoBank,
  people: readonly DemoHolder[],
  { treasurer, admin }: DemoOffice,
): Promise<void> {
  const receivers = [
    { walletId: systemWalletId(bank.ctx.tenant.id, 'LOAN_POOL'), amount: '50000' },
    ...people.map(({ walletId }, index) => ({ walletId, amount: openingAmounts[index] ?? '500' })),
  ];
  const input = {
    ...{ transferId: newMoneyId(bank.ctx), receivers, reference: 'Opening balances' },
    reason: 'The first issue, as the board has decided.',
  };
  await bank.agree(distributeGenesis({ ctx: bank.as(treasurer), input }), admin);
  await bank.settle();
}

/** Payments day by day, up to yesterday; each is confirmed before the next day. */
async function tellWeeks(bank: DemoBank, people: readonly DemoHolder[], end: Date): Promise<void> {
  const first = Math.ceil(bank.now.getTime() / dayMs);
  const last = Math.floor(end.getTime() / dayMs);
  for (let day = first; day < last; day += 1) {
    for (const payment of paymentsOn(day, people.length)) {
      bank.moveTo(new Date(day * dayMs + payment.minute * 60_000));
      await pay(bank, people, payment);
    }
    await bank.settle();
  }
  bank.moveTo(new Date(end.getTime() - 3 * hourMs));
}

async function pay(
  bank: DemoBank,
  people: readonly DemoHolder[],
  { from, to, amount, reference, key }: DemoPayment,
  deviceSecret: string | null = null,
) {
  const [sender, receiver] = [people[from], people[to]];
  if (sender === undefined || receiver === undefined) throw new Error('Nobody pays in the demo');
  return sendMoney({
    ctx: { ...bank.as(sender.actor), request: { ...bank.ctx.request, deviceSecret } },
    input: {
      ...{ requestId: `demo-${key}`, amount, reference },
      ...{ fromWalletId: sender.walletId, toWalletId: receiver.walletId },
    },
  });
}

/** The first person's address book. */
async function savePayees(bank: DemoBank, people: readonly DemoHolder[]): Promise<void> {
  const [owner, lea, kwame, ingrid, mateo] = people;
  if (!owner || !lea || !kwame || !ingrid || !mateo) return;
  const ctx = bank.as(owner.actor);
  for (const [payee, label] of [
    [lea, 'Léa, flat share'],
    [kwame, 'Kwame'],
    [ingrid, 'Piano lessons'],
  ] as const) {
    await addBeneficiary({ ctx, input: { address: payee.email, name: payee.name, label } });
  }
  const note = 'Met at the market in spring.';
  await addContact({ ctx, input: { name: mateo.name, email: mateo.email, phone: null, note } });
  await addContact({
    ctx,
    input: {
      name: 'Jordan Ellery',
      email: 'jordan.ellery@people.example',
      phone: null,
      note: null,
    },
  });
}

/** Today: something taken back, something refused, a frozen wallet, a loan and a payment that wait, and one on its way. */
async function seedStates(
  bank: DemoBank,
  people: readonly DemoHolder[],
  { treasurer, admin }: DemoOffice,
): Promise<void> {
  const at = { minute: 0, reference: undefined };
  const wrong = { ...at, from: 4, to: 6, amount: '75', reference: 'Sent to the wrong Olivier' };
  const { transferId } = await pay(bank, people, { ...wrong, key: 'taken-back' });
  await bank.settle();
  const taken = await bank.ctx.db.transfer.findFirstOrThrow({
    where: { id: transferId ?? '' },
    select: { id: true, version: true },
  });
  const reason = 'Both sides agree that it was a mistake.';
  await bank.agree(
    reverseTransfer({
      ctx: bank.as(treasurer),
      input: { transferId: taken.id, version: taken.version, reason },
    }),
    admin,
  );
  await pay(bank, people, { ...at, from: 9, to: 3, amount: '90000', key: 'too-much' });
  const frozen = people[11];
  if (frozen !== undefined) {
    await bank.agree(
      freezeWallet({
        ctx: bank.as(treasurer),
        input: { walletId: frozen.walletId, version: 0, reason: 'The card behind it was stolen.' },
      }),
      admin,
    );
  }
  await askForLoan(bank, people[7]);
  await bank.settle();
  const waiting = { ...at, from: 0, to: 12, amount: '1450', reference: 'Deposit for the flat' };
  // Much more than ever before, abroad, and from a browser that nobody has seen.
  await pay(bank, people, { ...waiting, key: 'waiting' }, 'a browser of the demo');
  const gift = { ...at, from: 2, to: 0, amount: '18.5', reference: 'Cinema' };
  await pay(bank, people, { ...gift, key: 'on-its-way' });
}

async function askForLoan(bank: DemoBank, person: DemoHolder | undefined): Promise<void> {
  if (person === undefined) return;
  await applyForLoan({
    ctx: bank.as(person.actor),
    input: {
      ...{ loanId: newMoneyId(bank.ctx), walletId: person.walletId },
      ...{ amount: '1500', termMonths: 12, purpose: 'A cargo bicycle for deliveries.' },
    },
  });
}

/** What came in weeks ago has been read. */
async function markRead(bank: DemoBank): Promise<void> {
  const { db } = bank.ctx;
  const aWhileAgo = new Date(bank.now.getTime() - 2 * dayMs);
  await db.notification.updateMany({
    where: { readAt: null, createdAt: { lt: aWhileAgo } },
    data: { readAt: aWhileAgo },
  });
}

import {
  AddContactInput,
  ListBeneficiariesInput,
  ListContactsInput,
} from '@freehold/core-contracts/payees';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { TestMoney } from '../money/money.testing.ts';
import { addBeneficiary, mostBeneficiaries } from './add-beneficiary.ts';
import { addContact } from './add-contact.ts';
import { changeBeneficiary, removeBeneficiary } from './change-beneficiary.ts';
import { changeContact, removeContact } from './change-contact.ts';
import { confirmPayee } from './confirm-payee.ts';
import { listBeneficiaries } from './list-beneficiaries.ts';
import { listContacts } from './list-contacts.ts';

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;

let money: TestMoney;
let away: TestMoney;
let owner: Person;
let payee: Person;

beforeAll(async () => {
  money = await TestMoney.open();
  away = await money.neighbour();
});
afterAll(() => money.close());
beforeEach(async () => {
  owner = await money.addPerson();
  payee = await money.addPerson('0', { name: 'Ada' });
});

const refused = (code: string) => expect.objectContaining({ code });
const emailOf = ({ userId }: Person) => `${userId}@people.test`;

function as<T>(person: Person, verb: (ctx: ServiceContext) => Promise<T>, of = money): Promise<T> {
  const request = { id: 'test', ip: '2001:db8::1', userAgent: null };
  return of.in(() => verb(of.as(person.actor, { request })));
}

function save(of: Person, label = 'Landlord', by = owner, name = 'Ada Byron') {
  return as(by, (ctx) => addBeneficiary({ ctx, input: { address: of.walletId, name, label } }));
}

const beneficiaries = (by: Person, search?: string) =>
  as(by, (ctx) =>
    listBeneficiaries({
      ctx,
      input: ListBeneficiariesInput.parse(search === undefined ? {} : { search }),
    }),
  );

const contact = (changes: object = {}) =>
  AddContactInput.parse({
    ...{ name: 'Ada', email: emailOf(payee), phone: null, note: null },
    ...changes,
  });
const keep = (changes: object = {}, by = owner) =>
  as(by, (ctx) => addContact({ ctx, input: contact(changes) }));
const contacts = (by: Person, search?: string) =>
  as(by, (ctx) =>
    listContacts({ ctx, input: ListContactsInput.parse(search === undefined ? {} : { search }) }),
  );

describe('a beneficiary', () => {
  test('is saved under the name that was confirmed, and audited without it', async () => {
    const saved = await save(payee);
    expect(saved).toMatchObject({
      ...{ walletId: payee.walletId, label: 'Landlord', verifiedName: 'Ada Byron' },
      ...{ walletKind: 'PERSONAL', isUsable: true, lastUsedAt: null, version: 0 },
    });
    expect((await beneficiaries(owner)).items).toEqual([saved]);
    expect((await beneficiaries(owner, 'byron land')).total).toBe(1);
    expect((await beneficiaries(owner, 'butcher')).total).toBe(0);
    expect((await beneficiaries(owner, saved.id)).items).toEqual([saved]);
    expect((await beneficiaries(payee, saved.id)).total).toBe(0);
    const rows = await money.in(() =>
      money.db.auditLog.findMany({ where: { entityId: saved.id } }),
    );
    expect(rows).toMatchObject([
      { action: 'beneficiary.add', changes: { walletId: payee.walletId } },
    ]);
    expect(JSON.stringify(rows[0]?.changes)).not.toContain('Byron');
  });

  test('takes the exact name: nearly is not enough, and neither is one’s own wallet', async () => {
    await expect(save(payee, 'x', owner, 'A. Byron')).rejects.toEqual(
      refused('beneficiary.not_confirmed'),
    );
    await expect(save(payee, 'x', owner, 'Charles')).rejects.toEqual(
      refused('beneficiary.not_confirmed'),
    );
    await expect(save(owner)).rejects.toEqual(refused('beneficiary.own_wallet'));
    expect((await beneficiaries(owner)).total).toBe(0);
  });

  test('is saved once, whoever asks at the same time', async () => {
    const answers = await Promise.allSettled([save(payee), save(payee), save(payee)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected')
        expect(answer.reason).toEqual(refused('beneficiary.exists'));
    }
  });

  test('is told by the confirmation of payee, and shows when it can no longer be paid', async () => {
    const { id } = await save(payee);
    const input = { address: payee.walletId, name: 'Ada Byron' };
    await expect(as(owner, (ctx) => confirmPayee({ ctx, input }))).resolves.toMatchObject({
      beneficiaryId: id,
    });
    await money.in(() =>
      money.db.user.updateMany({ where: { id: payee.userId }, data: { status: 'CLOSED' } }),
    );
    expect((await beneficiaries(owner)).items).toMatchObject([{ isUsable: false }]);
  });

  test('is renamed and removed by its owner alone, at the version they saw', async () => {
    const { id: beneficiaryId } = await save(payee);
    const stranger = await money.addPerson();
    const rename = (version: number, by = owner) =>
      as(by, (ctx) => changeBeneficiary({ ctx, input: { beneficiaryId, version, label: 'Ada' } }));
    await expect(rename(0, stranger)).rejects.toEqual(refused('entity.not_found'));
    await expect(rename(0)).resolves.toMatchObject({ label: 'Ada', version: 1 });
    await expect(rename(0)).rejects.toEqual(refused('version.stale'));
    const remove = (by: Person, of = money) =>
      as(by, (ctx) => removeBeneficiary({ ctx, input: { beneficiaryId } }), of);
    await expect(remove(stranger)).rejects.toEqual(refused('entity.not_found'));
    await expect(remove(await away.addPerson(), away)).rejects.toEqual(refused('entity.not_found'));
    expect((await beneficiaries(owner)).total).toBe(1);
    await remove(owner);
    expect((await beneficiaries(owner)).total).toBe(0);
  });

  test('is one of a bounded number', async () => {
    await money.in(async () => {
      const ids = Array.from({ length: mostBeneficiaries }, () => crypto.randomUUID());
      await money.db.wallet.createMany({
        data: ids.map((id) => ({ id, userId: payee.userId, name: 'Another' })),
      });
      await money.db.beneficiary.createMany({
        data: ids.map((walletId) => ({
          ...{ userId: owner.userId, walletId, label: 'x' },
          ...{ verifiedName: 'Ada Byron', verifiedAt: new Date() },
        })),
      });
    });
    await expect(save(payee)).rejects.toEqual(refused('beneficiary.too_many'));
  });
});

describe('a contact', () => {
  test('needs an address, is kept once by it, and is nobody else’s to read', async () => {
    expect(() => contact({ email: null })).toThrow(/address_required/u);
    const kept = await keep({ note: 'from the\nclub', phone: '+41 78 123 45 67' });
    expect(kept).toMatchObject({ name: 'Ada', phone: '+41781234567', isConfirmed: false });
    await expect(keep()).rejects.toEqual(refused('contact.exists'));
    await expect(keep({ email: null, phone: '+41781234567' })).rejects.toEqual(
      refused('contact.exists'),
    );
    const other = await money.addPerson();
    await expect(keep({}, other)).resolves.toMatchObject({ name: 'Ada' });
    expect((await contacts(owner)).items).toEqual([kept]);
    expect((await contacts(owner, kept.id)).items).toEqual([kept]);
    expect((await contacts(other, kept.id)).total).toBe(0);
    // Whose account is behind an address is not told by keeping it.
    expect(JSON.stringify(kept)).not.toContain(`"${payee.userId}"`);
  });

  test('is confirmed by naming the person behind it, and anew after its address has changed', async () => {
    const { id: contactId } = await keep();
    const confirm = (name: string) =>
      as(owner, (ctx) => confirmPayee({ ctx, input: { address: emailOf(payee), name } }));
    await confirm('Charles Babbage');
    await confirm('A. Byron');
    expect((await contacts(owner)).items).toMatchObject([{ isConfirmed: false }]);
    await confirm('Ada Byron');
    const [confirmed] = (await contacts(owner)).items;
    expect(confirmed).toMatchObject({ isConfirmed: true, version: 1 });
    const change = (changes: object, version: number) =>
      as(owner, (ctx) =>
        changeContact({ ctx, input: { contactId, version, ...contact(changes) } }),
      );
    await expect(change({ name: 'Countess' }, 1)).resolves.toMatchObject({ isConfirmed: true });
    await expect(change({ name: 'Countess' }, 1)).rejects.toEqual(refused('version.stale'));
    await expect(change({ email: 'else@people.test' }, 2)).resolves.toMatchObject({
      isConfirmed: false,
    });
  });

  test('takes no address of another one, and is removed by its owner alone', async () => {
    const { id: contactId } = await keep();
    await keep({ name: 'Bela', email: 'bela@people.test' });
    const taken = contact({ email: 'bela@people.test' });
    await expect(
      as(owner, (ctx) => changeContact({ ctx, input: { contactId, version: 0, ...taken } })),
    ).rejects.toEqual(refused('contact.exists'));
    const stranger = await money.addPerson();
    const remove = (by: Person) => as(by, (ctx) => removeContact({ ctx, input: { contactId } }));
    await expect(remove(stranger)).rejects.toEqual(refused('entity.not_found'));
    await remove(owner);
    await expect(remove(owner)).rejects.toEqual(refused('entity.not_found'));
    const rows = await money.in(() =>
      money.db.auditLog.findMany({ where: { entityId: contactId }, orderBy: { sequence: 'asc' } }),
    );
    expect(rows.map(({ action }) => action)).toEqual(['contact.add', 'contact.remove']);
  });
});

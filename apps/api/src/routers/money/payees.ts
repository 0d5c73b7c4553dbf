import {
  AddBeneficiaryInput,
  AddContactInput,
  BeneficiaryInput,
  BeneficiaryPage,
  BeneficiaryView,
  ChangeBeneficiaryInput,
  ChangeContactInput,
  ConfirmPayeeInput,
  ContactInput,
  ContactPage,
  ContactView,
  ListBeneficiariesInput,
  ListContactsInput,
  PayeeConfirmation,
} from '@freehold/core-contracts/payees';
import { Done } from '@freehold/core-contracts/session';
import { addBeneficiary } from '@freehold/core-services/payees/add-beneficiary';
import { addContact } from '@freehold/core-services/payees/add-contact';
import {
  changeBeneficiary,
  removeBeneficiary,
} from '@freehold/core-services/payees/change-beneficiary';
import { changeContact, removeContact } from '@freehold/core-services/payees/change-contact';
import { confirmPayee } from '@freehold/core-services/payees/confirm-payee';
import { listBeneficiaries } from '@freehold/core-services/payees/list-beneficiaries';
import { listContacts } from '@freehold/core-services/payees/list-contacts';
import { homePermissionProcedure } from '@freehold/core-trpc/procedures';

const use = homePermissionProcedure('money.use');
const done = { isDone: true } as const;

/** Whom people pay: asked by name, saved, known. */
export const payeeProcedures = {
  // A mutation: what may be asked is counted.
  confirmPayee: use
    .input(ConfirmPayeeInput)
    .output(PayeeConfirmation)
    .mutation(({ ctx, input }) => confirmPayee({ ctx: ctx.service, input })),

  listBeneficiaries: use
    .input(ListBeneficiariesInput)
    .output(BeneficiaryPage)
    .query(({ ctx, input }) => listBeneficiaries({ ctx: ctx.service, input })),

  addBeneficiary: use
    .input(AddBeneficiaryInput)
    .output(BeneficiaryView)
    .mutation(({ ctx, input }) => addBeneficiary({ ctx: ctx.service, input })),

  changeBeneficiary: use
    .input(ChangeBeneficiaryInput)
    .output(BeneficiaryView)
    .mutation(({ ctx, input }) => changeBeneficiary({ ctx: ctx.service, input })),

  removeBeneficiary: use
    .input(BeneficiaryInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removeBeneficiary({ ctx: ctx.service, input });
      return done;
    }),

  listContacts: use
    .input(ListContactsInput)
    .output(ContactPage)
    .query(({ ctx, input }) => listContacts({ ctx: ctx.service, input })),

  addContact: use
    .input(AddContactInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => addContact({ ctx: ctx.service, input })),

  changeContact: use
    .input(ChangeContactInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => changeContact({ ctx: ctx.service, input })),

  removeContact: use
    .input(ContactInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removeContact({ ctx: ctx.service, input });
      return done;
    }),
};

import {
  CreditEntryPage,
  CreditsView,
  GrantCreditsInput,
  ListCreditEntriesInput,
  TransferCreditsInput,
} from '@freehold/core-contracts/credits';
import {
  ChangeMemberRoleInput,
  ChangeSubscriptionInput,
  CreateOrganizationInput,
  DeleteOrganizationInput,
  GetUsageInput,
  ListMembersInput,
  ListOrganizationsInput,
  MemberInput,
  MemberPage,
  OrganizationDetail,
  OrganizationInput,
  OrganizationPage,
  OwnOrganization,
  SetSubscriptionStatusInput,
  UpdateOrganizationInput,
  UsageView,
} from '@freehold/core-contracts/organizations';
import { Done } from '@freehold/core-contracts/session';
import { createOrganization } from '@freehold/core-services/organizations/create-organization';
import { grantCredits } from '@freehold/core-services/organizations/credits/grant-credits';
import { listCredits } from '@freehold/core-services/organizations/credits/list-credits';
import { transferCredits } from '@freehold/core-services/organizations/credits/transfer-credits';
import { deleteOrganization } from '@freehold/core-services/organizations/delete-organization';
import { getOrganization } from '@freehold/core-services/organizations/get-organization';
import { listOrganizations } from '@freehold/core-services/organizations/list-organizations';
import { listOwnOrganizations } from '@freehold/core-services/organizations/list-own-organizations';
import { changeMemberRole } from '@freehold/core-services/organizations/members/change-member-role';
import { handOver } from '@freehold/core-services/organizations/members/hand-over';
import { listMembers } from '@freehold/core-services/organizations/members/list-members';
import {
  leaveOrganization,
  removeMember,
} from '@freehold/core-services/organizations/members/remove-member';
import { restoreOrganization } from '@freehold/core-services/organizations/restore-organization';
import { changeSubscription } from '@freehold/core-services/organizations/subscriptions/change-subscription';
import { setSubscriptionStatus } from '@freehold/core-services/organizations/subscriptions/set-subscription-status';
import { updateOrganization } from '@freehold/core-services/organizations/update-organization';
import { getUsage } from '@freehold/core-services/usage/get-usage';
import { apiProcedure } from '@freehold/core-trpc/api-procedure';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const stepUp = { isStepUpNeeded: true } as const;
const use = permissionProcedure('organization.use');
const useFresh = permissionProcedure('organization.use', stepUp);
const read = permissionProcedure('organization.read');
const manage = permissionProcedure('organization.manage');
const manageFresh = permissionProcedure('organization.manage', stepUp);

export const organizationsRouter = router({
  list: read
    .input(ListOrganizationsInput)
    .output(OrganizationPage)
    .query(({ ctx, input }) => listOrganizations({ ctx: ctx.service, input })),

  listOwn: use
    .input(z.void())
    .output(z.array(OwnOrganization))
    .query(({ ctx }) => listOwnOrganizations({ ctx: ctx.service })),

  get: apiProcedure('organization.use', {
    method: 'GET',
    path: '/organization',
    scope: 'organization.read',
    summary: 'The organization that the key belongs to',
    tag: 'Organization',
  })
    .input(OrganizationInput)
    .output(OrganizationDetail)
    .query(({ ctx, input }) => getOrganization({ ctx: ctx.service, input })),

  create: use
    .input(CreateOrganizationInput)
    .output(OrganizationDetail)
    .mutation(({ ctx, input }) => createOrganization({ ctx: ctx.service, input })),

  update: use
    .input(UpdateOrganizationInput)
    .output(OrganizationDetail)
    .mutation(({ ctx, input }) => updateOrganization({ ctx: ctx.service, input })),

  delete: use
    .input(DeleteOrganizationInput)
    .output(Done)
    .mutation(({ ctx, input }) => deleteOrganization({ ctx: ctx.service, input })),

  restore: manage
    .input(DeleteOrganizationInput)
    .output(OrganizationDetail)
    .mutation(({ ctx, input }) => restoreOrganization({ ctx: ctx.service, input })),

  listMembers: apiProcedure('organization.use', {
    method: 'GET',
    path: '/members',
    scope: 'member.read',
    summary: 'Members of the organization, the owner first',
    tag: 'Organization',
  })
    .input(ListMembersInput)
    .output(MemberPage)
    .query(({ ctx, input }) => listMembers({ ctx: ctx.service, input })),

  changeMemberRole: use
    .input(ChangeMemberRoleInput)
    .output(Done)
    .mutation(({ ctx, input }) => changeMemberRole({ ctx: ctx.service, input })),

  removeMember: use
    .input(MemberInput)
    .output(Done)
    .mutation(({ ctx, input }) => removeMember({ ctx: ctx.service, input })),

  leave: use
    .input(OrganizationInput)
    .output(Done)
    .mutation(({ ctx, input }) => leaveOrganization({ ctx: ctx.service, input })),

  handOver: useFresh
    .input(MemberInput)
    .output(Done)
    .mutation(({ ctx, input }) => handOver({ ctx: ctx.service, input })),

  getUsage: apiProcedure('organization.use', {
    method: 'GET',
    path: '/usage',
    scope: 'usage.read',
    summary: 'Calls of the organization’s keys by hour or day, UTC',
    tag: 'Usage',
  })
    .input(GetUsageInput)
    .output(UsageView)
    .query(({ ctx, input }) => getUsage({ ctx: ctx.service, input })),

  listCredits: apiProcedure('organization.use', {
    method: 'GET',
    path: '/credits',
    scope: 'credit.read',
    summary: 'Credit entries, the newest first; its balance is the organization’s',
    tag: 'Credits',
  })
    .input(ListCreditEntriesInput)
    .output(CreditEntryPage)
    .query(({ ctx, input }) => listCredits({ ctx: ctx.service, input })),

  grantCredits: manageFresh
    .input(GrantCreditsInput)
    .output(CreditsView)
    .mutation(({ ctx, input }) => grantCredits({ ctx: ctx.service, input })),

  transferCredits: apiProcedure(
    'organization.use',
    {
      method: 'POST',
      path: '/credit-transfers',
      scope: 'credit.transfer',
      summary: 'Moves credits to another organization',
      tag: 'Credits',
    },
    stepUp,
  )
    .input(TransferCreditsInput)
    .output(CreditsView)
    .mutation(({ ctx, input }) => transferCredits({ ctx: ctx.service, input })),

  changeSubscription: manage
    .input(ChangeSubscriptionInput)
    .output(OrganizationDetail)
    .mutation(({ ctx, input }) => changeSubscription({ ctx: ctx.service, input })),

  setSubscriptionStatus: manage
    .input(SetSubscriptionStatusInput)
    .output(OrganizationDetail)
    .mutation(({ ctx, input }) => setSubscriptionStatus({ ctx: ctx.service, input })),
});

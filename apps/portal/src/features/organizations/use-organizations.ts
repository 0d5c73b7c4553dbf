import { useQuery } from '@tanstack/react-query';
import type {
  ChangeMemberRoleInput,
  CreateOrganizationInput,
  DeleteOrganizationInput,
  MemberInput,
  UpdateOrganizationInput,
} from '@freehold/core-contracts/organizations';
import { clientsOf } from '../../lib/clients.ts';

/** Rows of one page of a list. */
export const pageLimit = 25;

/** The organizations that the person belongs to. */
export function useOwnOrganizations(slug: string) {
  return useQuery({
    queryKey: [slug, 'organizations'],
    queryFn: () => clientsOf(slug).api.organizations.listOwn.query(),
  });
}

const detailKey = (slug: string, organizationId: string) => [slug, 'organization', organizationId];

/** One organization, and what the person may do in it. */
export function useOrganization(slug: string, organizationId: string) {
  return useQuery({
    queryKey: [...detailKey(slug, organizationId), 'detail'],
    queryFn: () => clientsOf(slug).api.organizations.get.query({ organizationId }),
  });
}

/** Who belongs to it. */
export function useMembers(slug: string, organizationId: string, page: number) {
  return useQuery({
    queryKey: [...detailKey(slug, organizationId), 'members', page],
    queryFn: () =>
      clientsOf(slug).api.organizations.listMembers.query({
        organizationId,
        page,
        limit: pageLimit,
      }),
    placeholderData: (shown) => shown,
  });
}

/** What changes with anything done to an organization. */
export const organizationKeys = (slug: string, organizationId: string) => [
  detailKey(slug, organizationId),
  [slug, 'organizations'],
];

/** The acts on organizations, to be run through `useAct` or `useForm`. */
export function organizationActs(slug: string) {
  const { organizations } = clientsOf(slug).api;
  return {
    create: (input: CreateOrganizationInput) => organizations.create.mutate(input),
    update: (input: UpdateOrganizationInput) => organizations.update.mutate(input),
    remove: (input: DeleteOrganizationInput) => organizations.delete.mutate(input),
    changeMemberRole: (input: ChangeMemberRoleInput) =>
      organizations.changeMemberRole.mutate(input),
    removeMember: (input: MemberInput) => organizations.removeMember.mutate(input),
    leave: (organizationId: string) => organizations.leave.mutate({ organizationId }),
    handOver: (input: MemberInput) => organizations.handOver.mutate(input),
  };
}

import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';

/** What may be done about organizations; whatever it may have changed is read again afterwards. */
export function useManageOrganizations() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.organizations, api.invitations, api.apiKeys, api.audit, api.users].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  const { organizations, invitations } = api;
  return {
    create: useMutation(organizations.create.mutationOptions({ onSettled })),
    update: useMutation(organizations.update.mutationOptions({ onSettled })),
    remove: useMutation(organizations.delete.mutationOptions({ onSettled })),
    restore: useMutation(organizations.restore.mutationOptions({ onSettled })),
    changeSubscription: useMutation(
      organizations.changeSubscription.mutationOptions({ onSettled }),
    ),
    setStatus: useMutation(organizations.setSubscriptionStatus.mutationOptions({ onSettled })),
    grantCredits: useMutation(organizations.grantCredits.mutationOptions({ onSettled })),
    transferCredits: useMutation(organizations.transferCredits.mutationOptions({ onSettled })),
    changeMemberRole: useMutation(organizations.changeMemberRole.mutationOptions({ onSettled })),
    removeMember: useMutation(organizations.removeMember.mutationOptions({ onSettled })),
    handOver: useMutation(organizations.handOver.mutationOptions({ onSettled })),
    invite: useMutation(invitations.invite.mutationOptions({ onSettled })),
    resend: useMutation(invitations.resend.mutationOptions({ onSettled })),
    revokeInvitation: useMutation(invitations.revoke.mutationOptions({ onSettled })),
  };
}

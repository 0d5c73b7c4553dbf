import type { Permission } from '@freehold/core-contracts/permissions';
import { ForbiddenState } from '@freehold/ui/states';
import { humanize } from '@freehold/ui/formats';
import type { ReactNode } from 'react';
import { userRoleLabels } from '../lib/labels.ts';
import { useSession } from '../lib/session.tsx';

export type PermissionGateProps = { permission: Permission; children: ReactNode };

/** Shows its children to those who may; the others are told what they would need. */
export function PermissionGate({ permission, children }: PermissionGateProps) {
  const { permissions, user } = useSession();
  if (permissions.includes(permission)) return children;
  return (
    <>
      <h1 className="sr-only">Not for your role</h1>
      <ForbiddenState
        className="py-24"
        title="Not for your role"
        description={`This page needs the permission “${humanize(permission)}”, which the role ${userRoleLabels[user.role].toLowerCase()} does not have here. Ask an administrator of this tenant if you need it.`}
      />
    </>
  );
}

import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { deviceName } from '../devices/device-name.ts';
import { tellOwner, type Owner } from './tell-owner.ts';

/** Tells the owner of an account that its password was changed, and in which browser. */
export async function tellOfPassword(
  tx: TenantTransaction,
  ctx: ServiceContext,
  owner: Owner,
): Promise<void> {
  const device = deviceName(ctx.request.userAgent) ?? '–';
  await tellOwner(tx, ctx, {
    owner,
    kind: 'password.changed',
    facts: { device, ip: ctx.request.ip },
    template: 'passwordChanged',
    parameters: { firstName: owner.firstName, device },
    cause: `${owner.id}:${ctx.clock().getTime()}`,
  });
}

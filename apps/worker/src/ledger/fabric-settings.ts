import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** A file by its absolute path; the process may stand in another folder than its operator. */
export const FileText = z
  .string()
  .refine(isAbsolute, { error: 'must be an absolute path' })
  .optional();

/** Where each tenant's ledger is: a channel by the tenant's slug, and a pattern for the others. */
export interface FabricChannels {
  readonly bySlug: ReadonlyMap<string, string>;
  readonly pattern: string | null;
}

const channelName = /^[a-z][a-z0-9.-]{0,248}$/u;
const slugPlace = '{tenant}';

/** `tenant:channel,…`, and `*:…{tenant}…` for those not named. */
export const ChannelsText = z.string().transform((text, ctx): FabricChannels => {
  const bySlug = new Map<string, string>();
  let pattern: string | null = null;
  const refuse = (message: string) => {
    ctx.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  for (const entry of text.split(',').map((part) => part.trim())) {
    const [slug = '', channel = '', ...rest] = entry.split(':');
    if (slug === '' || channel === '' || rest.length > 0)
      return refuse('must be tenant:channel, several separated by commas');
    const isPattern = slug === '*';
    if (isPattern && channel.split(slugPlace).length !== 2)
      return refuse(`"*" takes a name with ${slugPlace} in it: tenants share no channel`);
    if (!channelName.test(isPattern ? channel.replace(slugPlace, 'a') : channel))
      return refuse('names a channel that Fabric would not take');
    if (isPattern) pattern = channel;
    else if (bySlug.has(slug) || [...bySlug.values()].includes(channel))
      return refuse('names a tenant or a channel twice');
    else bySlug.set(slug, channel);
  }
  return { bySlug, pattern };
});

/** The channel of a tenant; null where none is named, or the pattern gives another tenant's. */
export function channelOfSlug({ bySlug, pattern }: FabricChannels, slug: string): string | null {
  const named = bySlug.get(slug);
  if (named !== undefined) return named;
  const made = pattern?.replace(slugPlace, slug) ?? null;
  return made !== null && [...bySlug.values()].includes(made) ? null : made;
}

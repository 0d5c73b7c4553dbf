import { isAbsolute } from 'node:path';
import { z } from 'zod';

const File = z.string().refine(isAbsolute, { error: 'must be an absolute path' }).optional();

/** Where each tenant's ledger is: a channel by the tenant's slug, and a pattern for the others. */
export interface FabricChannels {
  readonly bySlug: ReadonlyMap<string, string>;
  readonly pattern: string | null;
}

const channelName = /^[a-z][a-z0-9.-]{0,248}$/u;
const slugPlace = '{tenant}';

/** `tenant:channel,…`, and `*:…{tenant}…` for those not named. */
const ChannelsText = z.string().transform((text, ctx): FabricChannels => {
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

/** Settings of the ledger; docs/fabric.md. */
export const ledgerSettings = {
  LEDGER_GATEWAY: z.enum(['embedded', 'fabric']).default('embedded'),
  /** `host:port` of a peer with the gateway service. */
  FABRIC_PEER: z
    .string()
    .regex(/^[^\s/]+:\d{1,5}$/u, { error: 'must be host:port' })
    .optional(),
  FABRIC_TLS: z.enum(['yes', 'no']).default('yes'),
  FABRIC_TLS_ROOT_FILE: File,
  FABRIC_TLS_SERVER_NAME: z.string().min(1).optional(),
  FABRIC_TLS_CLIENT_CERTIFICATE_FILE: File,
  FABRIC_TLS_CLIENT_KEY_FILE: File,
  FABRIC_MSP_ID: z.string().min(1).max(200).optional(),
  FABRIC_CERTIFICATE_FILE: File,
  FABRIC_KEY_FILE: File,
  FABRIC_CHAINCODE: z
    .string()
    .regex(/^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$/u, { error: 'is not a name of a chaincode' })
    .max(40)
    .optional(),
  FABRIC_CHANNELS: ChannelsText.optional(),
  /** Longest wait for a command's answer; well below the lease of a claim. */
  FABRIC_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(40_000).default(15_000),
  /** Longest wait for word of a transaction that may be under way. */
  FABRIC_STATUS_TIMEOUT_MS: z.coerce.number().int().min(100).max(10_000).default(3_000),
  /** Commands of a tenant, of different aggregates, that are under way at once. */
  FABRIC_CONCURRENCY: z.coerce.number().int().min(1).max(200).default(32),
} as const;

const LedgerSettings = z.object(ledgerSettings);
export type LedgerSettings = z.infer<typeof LedgerSettings>;

const needed = [
  'FABRIC_PEER',
  'FABRIC_MSP_ID',
  'FABRIC_CERTIFICATE_FILE',
  'FABRIC_KEY_FILE',
  'FABRIC_CHAINCODE',
  'FABRIC_CHANNELS',
] as const;
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]):/u;

/** Names every setting that Fabric lacks. */
export function checkLedgerSettings(env: LedgerSettings, ctx: z.core.$RefinementCtx): void {
  if (env.LEDGER_GATEWAY !== 'fabric') return;
  const refuse = (name: keyof LedgerSettings, message: string) =>
    ctx.addIssue({ code: 'custom', path: [name], message });
  for (const name of needed) {
    if (env[name] === undefined) refuse(name, 'is needed with LEDGER_GATEWAY=fabric');
  }
  if (env.FABRIC_TLS === 'yes' && env.FABRIC_TLS_ROOT_FILE === undefined) {
    refuse('FABRIC_TLS_ROOT_FILE', 'is needed to know the peer by, unless FABRIC_TLS=no');
  }
  if (env.FABRIC_TLS === 'no' && !loopback.test(env.FABRIC_PEER ?? 'localhost:')) {
    refuse('FABRIC_TLS', 'may be "no" only for a peer on the same machine');
  }
  const { FABRIC_TLS_CLIENT_CERTIFICATE_FILE: certificate, FABRIC_TLS_CLIENT_KEY_FILE: key } = env;
  if ((certificate === undefined) !== (key === undefined)) {
    refuse(
      'FABRIC_TLS_CLIENT_KEY_FILE',
      'and FABRIC_TLS_CLIENT_CERTIFICATE_FILE are set together or not at all',
    );
  }
}

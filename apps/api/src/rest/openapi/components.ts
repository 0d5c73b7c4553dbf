import { FieldProblem } from '@freehold/core-contracts/errors';
import { CreditEntryPage, CreditEntryView, CreditsView } from '@freehold/core-contracts/credits';
import {
  MemberPage,
  MemberView,
  OrganizationDetail,
  SubscriptionView,
  UsageView,
} from '@freehold/core-contracts/organizations';
import { PublicPerson } from '@freehold/core-contracts/people';
import {
  TransferBatchResult,
  TransferResult,
  TransferStretch,
  TransferView,
} from '@freehold/core-contracts/transfers';
import { OwnWallet, OwnWallets } from '@freehold/core-contracts/wallets';
import {
  ReplayedWebhooks,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookDeliveryView,
  WebhookEndpointPage,
  WebhookEndpointView,
  webhookPayloads,
  WebhookSecret,
} from '@freehold/core-contracts/webhooks';
import { z } from 'zod';

/** An error as machines get it (RFC 9457). */
const Problem = z.object({
  type: z.string().meta({ format: 'uri-reference' }),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  instance: z.string().meta({ format: 'uri-reference' }),
  code: z.string().meta({ description: 'Stable, for programs.' }),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  fields: z.array(FieldProblem).optional(),
});

/** What answers are called in the document, and so in clients made from it. */
export const namedSchemas: Readonly<Record<string, z.ZodType>> = {
  CreditEntry: CreditEntryView,
  CreditEntryPage,
  Credits: CreditsView,
  Member: MemberView,
  MemberPage,
  Organization: OrganizationDetail,
  Person: PublicPerson,
  Problem,
  ReplayedWebhooks,
  Subscription: SubscriptionView,
  Transfer: TransferView,
  TransferBatchResult,
  TransferResult,
  TransferStretch,
  Usage: UsageView,
  Wallet: OwnWallet,
  Wallets: OwnWallets,
  WebhookDelivery: WebhookDeliveryView,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookEndpoint: WebhookEndpointView,
  WebhookEndpointPage,
  WebhookSecret,
};

/** The body of each event, as an endpoint gets it. */
export const eventSchemas: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  Object.entries(webhookPayloads).map(([type, data]) => [
    type,
    z.object({ type: z.literal(type), timestamp: z.iso.datetime(), data }),
  ]),
);

/** The name of an answer's schema. Throws for one that has none: a client needs a word for it. */
export function nameOf(schema: z.ZodType): string {
  const found = Object.entries(namedSchemas).find(([, known]) => known === schema);
  if (found === undefined) throw new Error('An answer of REST has no name in the document');
  return found[0];
}

import { AppError } from '@freehold/core-contracts/errors';
import type { ServiceContext } from '../context.ts';
import { checkUrl, OutgoingRefusal } from '../outgoing/outgoing-rules.ts';

/**
 * The address of an endpoint, as it will be called. What its name stands for is looked up at every
 * call, not here. Throws INVALID `webhook.url_refused` with the reason.
 */
export function assertWebhookUrl(ctx: ServiceContext, text: string): URL {
  try {
    // What a development machine may reach is for its sender to say.
    return checkUrl(text, {
      isHttpAllowed: ctx.isDevelopment,
      isAnyHostAllowed: ctx.isDevelopment,
    });
  } catch (error) {
    if (!(error instanceof OutgoingRefusal)) throw error;
    throw new AppError('INVALID', 'webhook.url_refused', { reason: error.reason });
  }
}

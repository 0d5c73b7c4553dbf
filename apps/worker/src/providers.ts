import type { ServiceLogger } from '@freehold/core-services/service-logger';
import { devInboxProvider } from '@freehold/core-services/messaging/dev-inbox-provider';
import type { MessageProviders } from '@freehold/core-services/messaging/message-provider';
import { createSmsGatewayProvider } from '@freehold/core-services/messaging/sms-gateway-provider';
import { createSmtpProvider } from '@freehold/core-services/messaging/smtp-provider';
import type { Env } from './env.ts';

type ProviderEnv = Pick<
  Env,
  'NODE_ENV' | 'SMTP_URL' | 'MAIL_FROM' | 'SMS_GATEWAY_URL' | 'SMS_GATEWAY_TOKEN' | 'SMS_FROM'
>;

/** The providers the settings name; a channel without one keeps its messages in the dev inbox. */
export function createProviders(env: ProviderEnv, logger: ServiceLogger): MessageProviders {
  const providers = { EMAIL: emailProvider(env), SMS: smsProvider(env) };
  for (const [channel, { name }] of Object.entries(providers)) {
    if (name !== devInboxProvider.name || env.NODE_ENV !== 'production') continue;
    logger.warn({ channel }, 'No provider is set: messages are stored and sent nowhere');
  }
  return providers;
}

function emailProvider({ SMTP_URL, MAIL_FROM }: ProviderEnv) {
  return SMTP_URL === undefined
    ? devInboxProvider
    : createSmtpProvider({ url: SMTP_URL, from: MAIL_FROM });
}

function smsProvider({ SMS_GATEWAY_URL, SMS_GATEWAY_TOKEN, SMS_FROM }: ProviderEnv) {
  if (SMS_GATEWAY_URL === undefined || SMS_GATEWAY_TOKEN === undefined) return devInboxProvider;
  const [url, token] = [SMS_GATEWAY_URL, SMS_GATEWAY_TOKEN];
  return createSmsGatewayProvider({ url, token, from: SMS_FROM });
}

export { createLogger } from './logger.ts';
export type { Logger, LogLevel } from './logger.ts';
export { isSecretKey, redactFields, redactText } from './redact.ts';
export { SLOW_QUERY_MS, createMetrics } from './metrics.ts';
export type {
  CacheRead,
  CommandOutcome,
  HttpObservation,
  LimitUse,
  MessageOutcome,
  Metrics,
  OutboxState,
  PoolUse,
  ProjectorState,
  QueryObservation,
  RpcObservation,
} from './metrics.ts';
export { healthRoutes } from './health.ts';
export type { Check } from './health.ts';
export { accessLog, requestId } from './middleware.ts';
export type { ObservabilityEnv } from './middleware.ts';
export { StartError, exitNow, serve } from './serve.ts';
export type { RunningServer } from './serve.ts';
export { clientAddress, parseTrustedProxies } from './client-address.ts';
export type { TrustedProxies } from './client-address.ts';

import { pino } from 'pino';
import type { DestinationStream, LevelWithSilent, Logger } from 'pino';
import { redactFields, redactText } from './redact.ts';

export type { Logger } from 'pino';
export type LogLevel = LevelWithSilent;

type LoggerOptions = {
  service: string;
  level?: LogLevel;
  /** Where lines go; standard output when absent. */
  destination?: DestinationStream;
};

// pino applies its bindings formatter to the first logger only, not to children.
function redactChildren(logger: Logger): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with the logger as its `this`
  const { child } = logger;
  logger.child = function childRedacted(this: Logger, bindings, options) {
    return child.call(this, redactFields(bindings), options);
  } as Logger['child'];
}

/**
 * JSON lines with time, level, service and message; fields whose names may hold secrets are
 * replaced. Child loggers (`logger.child({ requestId, tenant })`) are redacted the same way.
 */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const logger = pino(
    {
      level,
      base: { service },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), log: (fields) => redactFields(fields) },
      // Errors are already reduced by redactFields.
      serializers: { err: (error: unknown) => error },
      hooks: { streamWrite: redactText },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
  redactChildren(logger);
  return logger;
}

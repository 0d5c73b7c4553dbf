export interface SubmitterLimits {
  /** Most commands claimed at a time. */
  readonly batch: number;
  /** Tenants, and aggregates of one tenant, that are worked on side by side. */
  readonly concurrency: number;
  readonly leaseSeconds: number;
  /** Longest wait for the ledger's answer. */
  readonly timeoutMs: number;
  /** Attempts before a command is set aside as FAILED. */
  readonly maxAttempts: number;
}

export const submitterDefaults: SubmitterLimits = {
  batch: 200,
  concurrency: 4,
  leaseSeconds: 60,
  timeoutMs: 10_000,
  maxAttempts: 10,
};

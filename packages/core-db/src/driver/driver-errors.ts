// Prisma's adapter knows a socket error by `code`, `syscall` and `errno`, and turns it into one of
// its P1xxx codes. What pg says in words only would otherwise arrive as an unknown error.

/** A connection that ended under a query, said as a closed socket. Other errors pass as they are. */
export function toDriverError(error: Error): Error {
  if ((error as { code?: unknown }).code !== undefined) return error;
  if (!/terminated|connection error|not queryable/i.test(error.message)) return error;
  return Object.assign(new Error('connection closed', { cause: error }), {
    code: 'ECONNRESET',
    syscall: 'read',
    errno: -104,
  });
}

/** A connection that was not to be had in time, said as a timed-out socket. Other errors pass as they are. */
export function toConnectError(error: Error | undefined): Error {
  if (error && (error as { code?: unknown }).code !== undefined) return error;
  return Object.assign(new Error('no connection in time', { cause: error }), {
    code: 'ETIMEDOUT',
    syscall: 'connect',
    errno: -110,
  });
}

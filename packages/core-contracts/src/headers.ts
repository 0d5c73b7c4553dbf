/** Slug of the tenant a request acts in. */
export const tenantHeader = 'x-freehold-tenant';
/** Sent by our own clients; a foreign page cannot send it without a preflight that is refused. */
export const requestHeader = 'x-freehold-request';
/** CONSOLE or PORTAL: which of the browser's sessions is meant. */
export const audienceHeader = 'x-freehold-audience';
export const requestIdHeader = 'x-request-id';
/** `1` where a request only reads: whatever stands between may send it once more. */
export const repeatableHeader = 'x-freehold-repeatable';

const tenantKey = 'freehold-tenant';

/** Slug of the tenant this browser was used for last. */
export function chosenTenant(): string | null {
  return localStorage.getItem(tenantKey);
}

/** Opens this tenant next time. */
export function rememberTenant(slug: string): void {
  localStorage.setItem(tenantKey, slug);
}

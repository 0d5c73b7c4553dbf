/** The tenants every installation begins with. Their ids are fixed, so that seeding twice changes nothing. */
export const firstTenants = [
  {
    id: '01900000-0000-7000-8000-000000000001',
    slug: 'platform',
    name: 'Freehold',
    kind: 'PLATFORM',
    modules: ['accounts'],
    settings: {},
  },
  {
    id: '01900000-0000-7000-8000-000000000002',
    slug: 'mainnet',
    name: 'Mainnet',
    kind: 'CUSTOMER',
    modules: ['accounts', 'onboarding', 'money', 'ledger'],
    settings: { currencyCode: 'GX' },
  },
  {
    id: '01900000-0000-7000-8000-000000000003',
    slug: 'testnet',
    name: 'Testnet',
    kind: 'CUSTOMER',
    modules: ['accounts', 'onboarding', 'money', 'ledger'],
    settings: { currencyCode: 'TGX', disposableEmail: 'FLAG' },
  },
] as const;

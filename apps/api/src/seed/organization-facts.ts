import type { ApiScope } from '@freehold/core-contracts/permissions';

export interface DemoKey {
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly ageDays: number;
  readonly expiresInDays: number | null;
  /** Calls in a busy hour; 0 for a key that nobody uses. */
  readonly callsPerHour: number;
}

export interface DemoOrganization {
  readonly name: string;
  readonly slug: string;
  readonly ageDays: number;
  readonly memberCount: number;
  readonly plan?: 'PREMIUM_MONTHLY' | 'PREMIUM_ANNUAL' | 'ENTERPRISE';
  readonly planAgeDays?: number;
  readonly autoRenew?: boolean;
  readonly isSuspended?: boolean;
  readonly credits: number;
  readonly keys: readonly DemoKey[];
}

const reading: readonly ApiScope[] = ['organization.read', 'member.read', 'usage.read'];

/** The organizations of the demo. */
export const demoOrganizations: readonly DemoOrganization[] = [
  {
    name: 'Northwind Clinics',
    slug: 'northwind-clinics',
    ageDays: 58,
    memberCount: 6,
    plan: 'PREMIUM_ANNUAL',
    planAgeDays: 50,
    autoRenew: true,
    credits: 25_000,
    keys: [
      {
        name: 'Patient portal',
        scopes: [...reading, 'credit.read'],
        ageDays: 57,
        expiresInDays: 365,
        callsPerHour: 190,
      },
      {
        name: 'Nightly reports',
        scopes: reading,
        ageDays: 40,
        expiresInDays: 45,
        callsPerHour: 36,
      },
      {
        name: 'Integration tests',
        scopes: ['usage.read'],
        ageDays: 21,
        expiresInDays: 14,
        callsPerHour: 0,
      },
    ],
  },
  {
    name: 'Harbour Logistics',
    slug: 'harbour-logistics',
    ageDays: 44,
    memberCount: 4,
    plan: 'PREMIUM_MONTHLY',
    planAgeDays: 26,
    credits: 4_000,
    keys: [
      {
        name: 'Manifest scanner',
        scopes: [...reading, 'credit.read', 'credit.transfer'],
        ageDays: 43,
        expiresInDays: null,
        callsPerHour: 75,
      },
    ],
  },
  {
    name: 'Meridian Freight',
    slug: 'meridian-freight',
    ageDays: 37,
    memberCount: 3,
    plan: 'ENTERPRISE',
    planAgeDays: 30,
    credits: 120_000,
    keys: [
      {
        name: 'Customs gateway',
        scopes: [...reading, 'webhook.read', 'webhook.manage'],
        ageDays: 36,
        expiresInDays: 180,
        callsPerHour: 420,
      },
    ],
  },
  {
    name: 'Atelier Marchand',
    slug: 'atelier-marchand',
    ageDays: 19,
    memberCount: 1,
    credits: 120,
    keys: [],
  },
  {
    name: 'Lakeside Analytics',
    slug: 'lakeside-analytics',
    ageDays: 33,
    memberCount: 2,
    plan: 'PREMIUM_MONTHLY',
    planAgeDays: 12,
    isSuspended: true,
    credits: 900,
    keys: [
      {
        name: 'Dashboards',
        scopes: reading,
        ageDays: 30,
        expiresInDays: 90,
        callsPerHour: 28,
      },
    ],
  },
];

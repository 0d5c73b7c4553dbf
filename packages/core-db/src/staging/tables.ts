/** A column is copied as it is, or replaced by SQL, so that what is masked never leaves its database. */
export type MirroredTable = {
  readonly name: string;
  /** Its key; the last part orders the batches. */
  readonly key: readonly [...string[], string];
  readonly isShared: boolean;
  readonly columns: Readonly<Record<string, 'copy' | { readonly mask: string }>>;
};

const copy = 'copy';
const mask = (sql: string) => ({ mask: sql });
const times = { createdAt: copy, updatedAt: copy } as const;

/**
 * Identity, in the order that foreign keys ask for. Every column of a table is named here, and a
 * test says so: a new one is decided about before it is mirrored. Nobody can be reached or
 * recognised in staging: what is left of a person is an id, a role, states and the year of birth.
 */
export const mirroredTables: readonly MirroredTable[] = [
  {
    name: 'Country',
    key: ['code'],
    isShared: true,
    columns: {
      code: copy,
      alpha3: copy,
      numericCode: copy,
      nameEn: copy,
      nameFr: copy,
      dialPrefix: copy,
      isEnabled: copy,
      ...times,
    },
  },
  {
    name: 'Tenant',
    key: ['id'],
    isShared: true,
    columns: {
      id: copy,
      slug: copy,
      name: copy,
      kind: copy,
      status: copy,
      modules: copy,
      settings: copy,
      version: copy,
      ...times,
    },
  },
  {
    name: 'User',
    key: ['tenantId', 'id'],
    isShared: false,
    columns: {
      tenantId: copy,
      id: copy,
      // .invalid is reserved: no message can be delivered there.
      email: mask(`"id"::text || '@staging.invalid'`),
      username: mask(
        `CASE WHEN "username" IS NOT NULL THEN 'user-' || replace("id"::text, '-', '') END`,
      ),
      // No password matches an account that has none.
      passwordHash: mask('NULL::text'),
      firstName: mask(`'Person'`),
      lastName: mask(`right("id"::text, 12)`),
      avatar: mask('NULL::text'),
      phone: mask('NULL::text'),
      gender: mask('NULL::text'),
      dateOfBirth: mask(`date_trunc('year', "dateOfBirth")::date`),
      countryCode: copy,
      nationalIdNumber: mask('NULL::text'),
      locale: copy,
      role: copy,
      status: copy,
      onchainStatus: copy,
      emailVerified: copy,
      emailVerifiedAt: copy,
      phoneVerified: copy,
      isActive: copy,
      lastLoginAt: copy,
      authProvider: copy,
      // Names a registration that is not mirrored.
      registrationId: mask('NULL::text'),
      version: copy,
      passwordMinimum: copy,
      passwordChangedAt: copy,
      deletedAt: copy,
      deletedBy: copy,
      erasedAt: copy,
      ...times,
    },
  },
  {
    name: 'UserPreferences',
    key: ['tenantId', 'userId'],
    isShared: false,
    columns: {
      tenantId: copy,
      userId: copy,
      isEmailNotificationEnabled: copy,
      isScanNotificationEnabled: copy,
      isSecurityNotificationEnabled: copy,
      locale: copy,
      ...times,
    },
  },
];

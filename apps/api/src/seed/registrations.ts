import type { RegistrationStep } from '@freehold/core-contracts/registration-steps';
import type { ServiceContext } from '@freehold/core-services/context';

interface UnderWay {
  readonly email: string;
  readonly step: RegistrationStep;
  readonly hoursAgo: number;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly countryCode?: string;
}

const underWay: readonly UnderWay[] = [
  { email: 'b.osei@people.example', step: 'EMAIL_SENT', hoursAgo: 0.1 },
  { email: 'ines.carvalho@people.example', step: 'EMAIL_SENT', hoursAgo: 3 },
  { email: 'wei.zhang@people.example', step: 'EMAIL_VERIFIED', hoursAgo: 1 },
  {
    email: 'marta.nowak@people.example',
    step: 'NAME_COUNTRY_SET',
    hoursAgo: 5,
    firstName: 'Marta',
    lastName: 'Nowak',
    countryCode: 'PL',
  },
  {
    email: 'idris.kone@people.example',
    step: 'DOB_GENDER_SET',
    hoursAgo: 8,
    firstName: 'Idris',
    lastName: 'Koné',
    countryCode: 'CI',
  },
  {
    email: 'ella.svensson@people.example',
    step: 'PASSWORD_SET',
    hoursAgo: 20,
    firstName: 'Ella',
    lastName: 'Svensson',
    countryCode: 'SE',
  },
];

const hourMs = 60 * 60_000;

/** Registrations that stand at different steps, so that the console has some to show. */
export async function seedRegistrationsUnderWay(
  ctx: ServiceContext,
  passwordHash: string,
): Promise<void> {
  for (const entry of underWay) {
    const startedAt = new Date(ctx.clock().getTime() - entry.hoursAgo * hourMs);
    const isVerified = entry.step !== 'EMAIL_SENT';
    const hasBirth = entry.step === 'DOB_GENDER_SET' || entry.step === 'PASSWORD_SET';
    await ctx.db.pendingRegistration.create({
      data: {
        email: entry.email,
        currentStep: entry.step,
        emailVerified: isVerified,
        emailVerifiedAt: isVerified ? startedAt : null,
        firstName: entry.firstName ?? null,
        lastName: entry.lastName ?? null,
        countryCode: entry.countryCode ?? null,
        dateOfBirth: hasBirth ? new Date('1990-05-17T00:00:00Z') : null,
        gender: hasBirth ? 'UNDISCLOSED' : null,
        passwordHash: entry.step === 'PASSWORD_SET' ? passwordHash : null,
        ipAddress: '192.0.2.7',
        createdAt: startedAt,
        expiresAt: new Date(startedAt.getTime() + 24 * hourMs),
      },
      select: { id: true },
    });
  }
}

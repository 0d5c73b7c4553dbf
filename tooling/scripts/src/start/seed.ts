import { seedShared } from '@freehold/core-db/seed';
import type { Database } from './database.ts';

export type SignIn = {
  tenant: string;
  role: string;
  email: string;
  password: string;
  totpKey?: string;
};

/** Countries, the first tenants and their demo people; twice changes nothing. */
export async function seedDatabase(database: Database): Promise<SignIn[]> {
  await seedShared({ privilegedUrl: database.privilegedUrl });
  return [];
}

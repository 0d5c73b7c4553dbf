import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { dataDir } from './env.ts';

type SignIn = { tenantSlug: string; email: string; role: string; totpSecret: string | null };
type Demo = { password: string; signIns: SignIn[] };

export type Operator = { tenant: string; email: string; password: string; totp: TOTP };

/** One of the operators that the first start has made. */
export function findOperator(email: string): Operator {
  const file = join(dataDir, 'demo-sign-ins.json');
  const { password, signIns } = JSON.parse(readFileSync(file, 'utf8')) as Demo;
  const found = signIns.find((each) => each.email === email);
  if (!found?.totpSecret) throw new Error(`no operator ${email} in ${file}`);
  return {
    tenant: found.tenantSlug,
    email,
    password,
    totp: new TOTP({ secret: found.totpSecret }),
  };
}

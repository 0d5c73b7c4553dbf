import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { dataDir } from './env.ts';

type SignIn = { tenantSlug: string; email: string; role: string; totpSecret: string | null };
type Demo = { password: string; signIns: SignIn[] };

export type Operator = { tenant: string; email: string; password: string; totp: TOTP };

const file = join(dataDir, 'demo-sign-ins.json');

function readDemo(): Demo {
  return JSON.parse(readFileSync(file, 'utf8')) as Demo;
}

function findSignIn(email: string): SignIn & { password: string } {
  const { password, signIns } = readDemo();
  const found = signIns.find((each) => each.email === email);
  if (!found) throw new Error(`nobody called ${email} in ${file}`);
  return { ...found, password };
}

/** One of the operators that the first start has made. */
export function findOperator(email: string): Operator {
  const { tenantSlug: tenant, totpSecret, password } = findSignIn(email);
  if (!totpSecret) throw new Error(`${email} is no operator`);
  return { tenant, email, password, totp: new TOTP({ secret: totpSecret }) };
}

/** One of the people that the first start has made; all of them have the same password. */
export function findDemoPerson(email: string): { email: string; password: string } {
  return { email, password: readDemo().password };
}

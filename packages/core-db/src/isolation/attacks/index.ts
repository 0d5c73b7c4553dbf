import type { Attack } from '../attack.ts';
import { nested, pointingAttacks } from './nested.ts';
import { rawSql } from './raw-sql.ts';
import { countingAttacks, reading } from './reading.ts';
import { scopes } from './scopes.ts';
import { shared } from './shared.ts';
import { telling } from './telling.ts';
import { writing } from './writing.ts';

export const attacks: readonly Attack[] = [
  ...reading,
  ...countingAttacks,
  ...shared,
  ...writing,
  ...nested,
  ...pointingAttacks,
  ...telling,
  ...scopes,
  ...rawSql,
];

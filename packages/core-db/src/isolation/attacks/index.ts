import type { Attack } from '../attack.ts';
import { connections } from './connections.ts';
import { counting } from './counting.ts';
import { nested } from './nested.ts';
import { pointing } from './pointing.ts';
import { rawDefinition } from './raw-definition.ts';
import { rawElevation } from './raw-elevation.ts';
import { rawReading } from './raw-reading.ts';
import { reading } from './reading.ts';
import { scopes } from './scopes.ts';
import { shared } from './shared.ts';
import { tellingByOthers } from './telling-by-others.ts';
import { telling } from './telling.ts';
import { writing } from './writing.ts';

export const attacks: readonly Attack[] = [
  ...reading,
  ...counting,
  ...shared,
  ...writing,
  ...nested,
  ...pointing,
  ...telling,
  ...tellingByOthers,
  ...scopes,
  ...connections,
  ...rawElevation,
  ...rawDefinition,
  ...rawReading,
];

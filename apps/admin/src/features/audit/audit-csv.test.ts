import type { AuditEntry } from '@freehold/core-contracts/audit';
import { expect, it } from 'vitest';
import { toCsv } from './audit-csv.ts';

const entry: AuditEntry = {
  id: '00000000-0000-7000-8000-000000000001',
  sequence: 9_007_199_254_740_993n,
  action: 'user.approve',
  entityType: 'User',
  entityId: 'u1',
  actorKind: 'OPERATOR',
  actorId: null,
  actorName: 'Ada "Countess" L',
  actorTenantId: null,
  reason: '=HYPERLINK("x")',
  changes: { status: 'ACTIVE' },
  ip: null,
  userAgent: null,
  requestId: null,
  hash: 'ab',
  createdAt: new Date('2026-03-01T00:00:00Z'),
};

it('an exported entry keeps its number exactly and its quotes escaped', () => {
  const [header, line] = toCsv([entry], true).split('\r\n');
  expect(header?.split(',')[0]).toBe('number');
  expect(line).toContain('"9007199254740993"');
  expect(line).toContain('"Ada ""Countess"" L"');
});

it('text that a spreadsheet would run as a formula is made harmless', () => {
  expect(toCsv([entry], false)).toContain(`"'=HYPERLINK(""x"")"`);
});

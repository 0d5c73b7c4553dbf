import { splitActions, splitStatements, type Statement } from './statements.ts';

export type UnsafeRule =
  | 'required-column'
  | 'dropped'
  | 'renamed'
  | 'type-changed'
  | 'enum-value-removed'
  | 'index-under-lock'
  | 'constraint-under-lock'
  | 'rows-changed'
  | 'wall-opened'
  | 'concurrently-not-alone'
  | 'table-not-protected';

export type UnsafeFinding = { rule: UnsafeRule; line: number; statement: string };

/** What to do instead, for the person whose migration is refused. */
export const unsafeAdvice: Record<UnsafeRule, string> = {
  'required-column':
    'a required column without default fails on rows that exist: add it nullable, fill it with a backfill, require it later',
  dropped: 'code that still runs may use it: stop using it in one release, drop it in the next',
  renamed:
    'code that still runs uses the old name: add the new one, fill it, drop the old one later',
  'type-changed':
    'the table is rewritten under a lock: add a new column, fill it, drop the old one later',
  'enum-value-removed': 'values are only ever added',
  'index-under-lock':
    'writers wait while it is built: CREATE INDEX CONCURRENTLY, alone in its migration',
  'constraint-under-lock':
    'the table is scanned under a lock: add it NOT VALID and VALIDATE it in a later migration',
  'rows-changed': 'rows are changed in batches by a backfill, not by a migration',
  'wall-opened': 'row-level security, policies and the owner’s functions keep tenants apart',
  'concurrently-not-alone': 'it cannot run in a transaction: it must be alone in its migration',
  'table-not-protected': 'a migration that creates a table ends with CALL protect_tenant_tables()',
};

const NAME = String.raw`(?:"?public"?\.)?("(?:[^"]|"")+"|[\w.]+)`;
const ALTER = new RegExp(String.raw`^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?${NAME} (.+)$`, 'i');
const CREATE_TABLE = new RegExp(
  String.raw`^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?${NAME}`,
  'i',
);
const CREATE_INDEX = new RegExp(
  String.raw`^CREATE (?:UNIQUE )?INDEX (CONCURRENTLY )?.*? ?ON (?:ONLY )?${NAME}`,
  'i',
);

type ActionRule = [UnsafeRule, (action: string) => boolean];

const actionRules: ActionRule[] = [
  [
    'required-column',
    (action) =>
      /^ADD (?!CONSTRAINT\b|CHECK\b|FOREIGN\b|UNIQUE\b|PRIMARY\b)/i.test(action) &&
      /\bNOT NULL\b|\bPRIMARY KEY\b/i.test(action) &&
      !/\bDEFAULT\b|\bSERIAL\b|\bBIGSERIAL\b|\bGENERATED\b/i.test(action),
  ],
  ['required-column', (action) => /^ALTER (?:COLUMN )?\S+ SET NOT NULL/i.test(action)],
  ['dropped', (action) => /^DROP (?!CONSTRAINT\b)/i.test(action)],
  ['renamed', (action) => /^RENAME (?!CONSTRAINT\b)/i.test(action)],
  ['type-changed', (action) => /^ALTER (?:COLUMN )?\S+ (?:SET DATA )?TYPE\b/i.test(action)],
  [
    'index-under-lock',
    (action) => /^ADD (?:CONSTRAINT \S+ )?(?:UNIQUE|PRIMARY KEY)\b(?!.*USING INDEX)/i.test(action),
  ],
  [
    'constraint-under-lock',
    (action) =>
      /^ADD (?:CONSTRAINT \S+ )?(?:CHECK|FOREIGN KEY|EXCLUDE)\b/i.test(action) &&
      !/\bNOT VALID\b/i.test(action),
  ],
  [
    'wall-opened',
    (action) => /^(?:DISABLE|NO FORCE) ROW LEVEL SECURITY|^DISABLE TRIGGER/i.test(action),
  ],
];

const statementRules: [UnsafeRule, RegExp][] = [
  ['dropped', /^DROP (?:TABLE|VIEW|MATERIALIZED VIEW|SCHEMA|SEQUENCE)\b/i],
  ['enum-value-removed', /^DROP TYPE\b/i],
  ['renamed', /^ALTER TYPE .* RENAME\b/i],
  ['rows-changed', /^(?:UPDATE|DELETE|TRUNCATE|WITH .*\b(?:UPDATE|DELETE))\b/i],
  ['wall-opened', /^(?:DROP|ALTER) POLICY\b|^DROP (?:FUNCTION|PROCEDURE|TRIGGER|EVENT TRIGGER)\b/i],
];

function judge({ text }: Statement, created: Set<string>): UnsafeRule[] {
  const [, altered, actions] = ALTER.exec(text) ?? [];
  if (altered !== undefined && actions !== undefined) {
    if (created.has(altered)) return [];
    const rules = splitActions(actions).flatMap((action) =>
      actionRules.filter(([, isBroken]) => isBroken(action)).map(([rule]) => rule),
    );
    return [...new Set(rules)];
  }
  const [, concurrently, indexed] = CREATE_INDEX.exec(text) ?? [];
  if (indexed !== undefined && !created.has(indexed) && !concurrently) return ['index-under-lock'];
  return statementRules.filter(([, pattern]) => pattern.test(text)).map(([rule]) => rule);
}

const neverWaived = new Set<UnsafeRule>(['concurrently-not-alone', 'table-not-protected']);
const WAIVER = /^-- unsafe-ok: *(\S.{9,})$/m;

/**
 * What in a migration would break running code, wait on a lock of a big table or lose data. A line
 * `-- unsafe-ok: reason` (10 characters at least) excuses what a file of good reason may do.
 */
export function findUnsafe(sql: string): UnsafeFinding[] {
  const statements = splitStatements(sql);
  const created = new Set<string>();
  const findings: UnsafeFinding[] = [];
  for (const statement of statements) {
    const finding = { line: statement.line, statement: statement.text.slice(0, 120) };
    for (const rule of judge(statement, created)) findings.push({ rule, ...finding });
    const name = CREATE_TABLE.exec(statement.text)?.[1];
    if (name !== undefined) created.add(name);
    if (/\bCONCURRENTLY\b/i.test(statement.text) && statements.length > 1) {
      findings.push({ rule: 'concurrently-not-alone', ...finding });
    }
  }
  const isProtected = statements.some(({ text }) => /^CALL protect_tenant_tables\(\)/i.test(text));
  if (created.size > 0 && !isProtected) {
    findings.push({ rule: 'table-not-protected', line: 1, statement: [...created].join(', ') });
  }
  return WAIVER.test(sql) ? findings.filter(({ rule }) => neverWaived.has(rule)) : findings;
}

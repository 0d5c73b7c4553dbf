import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clientFile, readClient } from './files.ts';
import { annotate, generateClient, toSnakeCase } from './generate.ts';

test('the client that is kept follows from the document', () => {
  const isCurrent = readFileSync(clientFile, 'utf8') === readClient();
  expect(isCurrent, 'stale: npm run -s python-client').toBe(true);
});

test('every field name of the document stands where Python takes it', () => {
  const schema = {
    properties: { from: { enum: ['A'] }, to: { type: 'string' } },
    required: ['from'],
  };
  const source = generateClient({ paths: {}, components: { schemas: { Move: schema } } }, '');
  expect(source).toContain(`Move = TypedDict(
    "Move",
    {
        "from": "Literal['A']",
        "to": "str",
    },
    total=False,
)`);
});

test('a name for a list stands below the class of its items', () => {
  const schemas = {
    Moves: { type: 'array', items: { $ref: '#/components/schemas/Zone' } },
    Zone: { properties: {} },
  };
  const source = generateClient({ paths: {}, components: { schemas } }, '');
  expect(source.indexOf('Moves = List[Zone]')).toBeGreaterThan(source.indexOf('class Zone'));
});

test.each([
  [{ type: 'string' }, 'str'],
  [{ type: ['integer', 'null'] }, 'Optional[int]'],
  [{ anyOf: [{ $ref: '#/components/schemas/Member' }, { type: 'null' }] }, 'Optional[Member]'],
  [{ anyOf: [{ type: 'string' }, { type: 'boolean' }] }, 'Union[str, bool]'],
  [{ type: 'array', items: { enum: ['A', 'B'] } }, 'List[Literal["A", "B"]]'],
  [{ type: 'object' }, 'Dict[str, Any]'],
  [{}, 'Any'],
])('the schema %j is called %s', (schema, name) => expect(annotate(schema)).toBe(name));

test('names are written as Python writes them', () => {
  expect(toSnakeCase('organizationsGetUsage')).toBe('organizations_get_usage');
});

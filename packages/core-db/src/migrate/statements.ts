export type Statement = {
  /** Without comments; strings and function bodies are emptied, blanks are single. */
  text: string;
  /** Where it begins in the file, from 1. */
  line: number;
};

// A comment, a body, a string, a quoted name, a semicolon, or one character of anything else.
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1|[eE]?'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|;|[\s\S]/g;

function shorten(token: string): string {
  if (token.startsWith('--') || token.startsWith('/*')) return ' ';
  if (token.startsWith('$') && token.endsWith('$') && token.length > 1) return '$$';
  return /^[eE]?'/.test(token) ? "''" : token;
}

/** Splits a migration into statements, semicolons inside bodies, strings and comments apart. */
export function splitStatements(sql: string): Statement[] {
  const statements: Statement[] = [];
  let text = '';
  let line = 1;
  let startLine = 1;
  const finish = () => {
    const single = text.replaceAll(/\s+/g, ' ').trim();
    if (single !== '') statements.push({ text: single, line: startLine });
    text = '';
  };
  for (const [token] of sql.matchAll(TOKEN)) {
    const part = shorten(token);
    if (text.trim() === '' && part.trim() !== '') startLine = line;
    line += token.split('\n').length - 1;
    if (token === ';') finish();
    else text += part;
  }
  finish();
  return statements;
}

/** Splits at commas outside brackets and quotes: the actions of one ALTER TABLE. */
export function splitActions(list: string): string[] {
  const actions: string[] = [];
  let depth = 0;
  let action = '';
  for (const [token] of list.matchAll(/"(?:[^"]|"")*"|[\s\S]/g)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) {
      actions.push(action.trim());
      action = '';
    } else {
      action += token;
    }
  }
  return [...actions, action.trim()];
}

/** Something that breaks a rule, at a line of a file (paths from the root of the workspace). */
export type Finding = { rule: string; file: string; line: number; message: string };

export function formatFinding({ rule, file, line, message }: Finding): string {
  return `${file}:${line} ${message} (${rule})`;
}

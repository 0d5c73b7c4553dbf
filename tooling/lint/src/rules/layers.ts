import type { Finding } from '../finding.ts';
import { units } from '../layers.ts';
import type { Unit } from '../layers.ts';
import { covers, isOwn, isRelative, matchesAny, packageOf } from '../match.ts';
import type { Import, Source } from '../source.ts';
import type { Workspace } from '../workspace.ts';

const rule = 'layers';

function judgeOwn(unit: Unit, { specifier, isType }: Import): string | undefined {
  if (covers(unit.runtime, specifier)) return undefined;
  if (!covers(unit.types ?? [], specifier)) return `"${unit.name}" may not import ${specifier}`;
  return isType ? undefined : `"${unit.name}" may import only types of ${specifier}`;
}

function judgeOutside(unit: Unit, { specifier, isType }: Import): string | undefined {
  const isNever = !isType && covers(unit.never ?? [], specifier);
  const isForbidden = unit.only ? !covers(unit.only, specifier) : isNever;
  return isForbidden ? `"${unit.name}" may not import ${specifier}` : undefined;
}

function checkSource(source: Source): Finding[] {
  const unit = units.find(({ files }) => matchesAny(source.path, files));
  const { path: file } = source;
  if (unit === undefined) return [{ rule, file, line: 1, message: 'belongs to no layer' }];
  if (source.isTest) return [];
  return source.imports.flatMap((item) => {
    const { specifier, line } = item;
    if (isRelative(specifier) || packageOf(specifier) === source.package) return [];
    const message = isOwn(specifier) ? judgeOwn(unit, item) : judgeOutside(unit, item);
    return message === undefined ? [] : [{ rule, file, line, message }];
  });
}

/** Imports between packages go only the ways that the layers name. */
export function checkLayers({ sources }: Workspace): Finding[] {
  return sources.flatMap(checkSource);
}

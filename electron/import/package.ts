import { UnreadableError } from './limits.ts';
import type { XmlEvents } from './xml.ts';
import { xmlScanner } from './xml.ts';
import type { Archive } from './zip.ts';

/** One line of a part's relationships: what it is, and the path of the part it leads to. */
export interface Relationship {
  id: string;
  /** The last word of its type: `worksheet`, `sharedStrings`; the same in the strict standard. */
  kind: string;
  /** '' when it leads out of the package. */
  target: string;
}

/** Reads a part of a package without keeping it. Throws as `Archive.read` and `xmlScanner` do. */
export function scanPart(archive: Archive, path: string, on: XmlEvents, reason: string): void {
  const scanner = xmlScanner(on, reason, archive.names);
  archive.read(path, scanner.push);
  scanner.end();
}

/** The relationships of a part, of the package itself for ''; none where the part has none. */
export function relationshipsOf(archive: Archive, part: string, reason: string): Relationship[] {
  const cut = part.lastIndexOf('/') + 1;
  const path = `${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`;
  const found: Relationship[] = [];
  if (!archive.has(path)) return found;
  const open = (name: string, { Id = '', Type = '', Target = '', TargetMode }: Record<string, string>) => {
    if (!/^(?:rels:)?Relationship$/.test(name)) return;
    const own = resolveTarget(part, Target);
    // Some programs write targets from the root without saying so.
    const root = resolveTarget('', Target);
    const target = TargetMode === 'External' ? '' : archive.has(own) || !archive.has(root) ? own : root;
    found.push({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1), target });
  };
  scanPart(archive, path, { open }, reason);
  return found;
}

/** The part that a package is about: `xl/workbook.xml`, whatever it is called. Throws when there is none. */
export function mainPart(archive: Archive, usual: string, reason: string): string {
  const main = relationshipsOf(archive, '', reason).find(({ kind }) => kind === 'officeDocument')?.target;
  const path = [main, usual].find((candidate) => candidate && archive.has(candidate));
  if (path === undefined) throw new UnreadableError(reason);
  return path;
}

/** Targets are relative to the folder of their part, or begin with `/`. */
function resolveTarget(part: string, target: string): string {
  const plain = target.replaceAll('\\', '/').replace(/#.*$/s, '');
  const steps = plain.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const step of plain.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

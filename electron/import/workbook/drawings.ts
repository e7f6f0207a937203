import { relationshipsOf, scanPart } from '../package.ts';
import type { Archive } from '../zip.ts';

/**
 * What lies on a sheet beside its cells: the texts of its text boxes, and whether there are check boxes or the like.
 */
export interface Drawn {
  texts: string[];
  controls: boolean;
}

/** Most text boxes of a sheet that are looked at, and most characters of one. */
const MOST_BOXES = 50;
const MOST_TEXT = 200;

/** Reads what is drawn on the sheet in `part`. Throws `UnreadableError` when a drawing is damaged. */
export function drawnOn(archive: Archive, part: string, count: (elements: number) => void): Drawn {
  const related = relationshipsOf(archive, part, '');
  const texts: string[] = [];
  for (const { kind, target } of related)
    if (kind === 'drawing' && archive.has(target)) texts.push(...boxTexts(archive, target, count));
  return { texts, controls: related.some(({ kind }) => kind === 'control' || kind === 'ctrlProp') };
}

function boxTexts(archive: Archive, part: string, count: (elements: number) => void): string[] {
  const texts: string[] = [];
  let box: string | null = null;
  let inText = false;
  // What older programs draw instead of the same.
  let fallback = 0;
  const open = (name: string) => {
    count(1);
    if (name === 'mc:Fallback') fallback++;
    else if (/^[^:]*:sp$/.test(name)) box = '';
    inText = name === 'a:t' && fallback === 0;
  };
  const text = (more: string) => {
    if (inText && box !== null && box.length < MOST_TEXT) box += more;
  };
  const close = (name: string) => {
    inText = false;
    if (name === 'mc:Fallback') fallback--;
    else if (/^[^:]*:sp$/.test(name) && box !== null) {
      if (box.trim() !== '' && texts.length < MOST_BOXES) texts.push(box.trim());
      box = null;
    }
  };
  scanPart(archive, part, { open, text, close }, '');
  return texts;
}

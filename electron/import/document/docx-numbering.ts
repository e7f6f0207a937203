import { isSymbolFont, symbolText } from '../symbols.ts';
import { child, elements, scanTrees, type XmlNode } from '../xml-tree.ts';
import { isOn, type NumberRef, runFormat, type Styles } from './docx-styles.ts';
import { numberWord } from './number-words.ts';

interface Level {
  start: number;
  format: string;
  custom: string;
  /** `%1.%2、`, where %n stands for the number of level n. */
  pattern: string;
  /** Restarts after a level of this number (counted from 1) or a higher one; 0 never. */
  restart: number;
  /** Numbers of other levels in Arabic digits. */
  plain: boolean;
  style: string;
  hidden: boolean;
}

interface List {
  levels: Level[];
  /** Lists over the same definition count on together. */
  definition: string;
  /** First numbers that this list sets for itself, by level. */
  starts: Map<number, number>;
}

const LEVELS = 9;

/** The automatic numbers of a document's paragraphs, counted as they come. */
export class Numbering {
  #definitions = new Map<string, { levels: Level[]; link: string }>();
  #lists = new Map<string, List>();
  #styles: Styles;
  /** Current numbers by definition; undefined where a level has not begun. */
  #counts = new Map<string, (number | undefined)[]>();
  /** Lists whose own first numbers were taken. */
  #begun = new Set<string>();
  /** Formats met that are not known. */
  readonly unknown = new Set<string>();

  constructor(part: Uint8Array | undefined, styles: Styles, reason: string) {
    this.#styles = styles;
    const lists: XmlNode[] = [];
    if (part)
      scanTrees(
        part,
        new Set(['w:abstractNum', 'w:num']),
        (node) => {
          if (node.name === 'w:num') lists.push(node);
          else
            this.#definitions.set(node.attributes['w:abstractNumId'] ?? '', {
              levels: readLevels(node),
              link: child(node, 'w:numStyleLink')?.attributes['w:val'] ?? '',
            });
        },
        reason,
      );
    for (const node of lists) this.#addList(node);
  }

  #addList(node: XmlNode): void {
    const definition = child(node, 'w:abstractNumId')?.attributes['w:val'] ?? '';
    const levels = [...(this.#definitions.get(definition)?.levels ?? [])];
    const starts = new Map<number, number>();
    for (const override of elements(node).filter(({ name }) => name === 'w:lvlOverride')) {
      const at = Number(override.attributes['w:ilvl']);
      if (!(at >= 0 && at < LEVELS)) continue;
      const [own] = readLevels(override);
      if (own) levels[at] = own;
      const start = child(override, 'w:startOverride')?.attributes['w:val'];
      if (start !== undefined) starts.set(at, Number(start) || 0);
      else if (own) starts.set(at, own.start);
    }
    this.#lists.set(node.attributes['w:numId'] ?? '', { levels, definition, starts });
  }

  /** The list of this id; one that only points at a numbering style is that style's. */
  #list(id: string): List | undefined {
    const list = this.#lists.get(id);
    const link = this.#definitions.get(list?.definition ?? '')?.link;
    return link ? (this.#lists.get(this.#styles.listOf(link)) ?? list) : list;
  }

  /** The number of the next paragraph with this style and own numbering; '' when it has none. */
  next(paragraphStyle: string, own: NumberRef | null): string {
    if (own?.numId === '0') return '';
    const byStyle = own?.numId ? null : this.#styles.number(paragraphStyle);
    const id = own?.numId || byStyle?.ref.numId || '';
    const list = id === '0' ? undefined : this.#list(id);
    if (!list) return '';
    const linked = byStyle ? list.levels.findIndex((level) => level?.style === byStyle.style) : -1;
    const at = own?.level ?? (linked >= 0 ? linked : (byStyle?.ref.level ?? 0));
    const level = list.levels[at];
    return level ? this.#count(id, list, level, at) : '';
  }

  #count(id: string, list: List, level: Level, at: number): string {
    const counts = this.#counts.get(list.definition) ?? [];
    this.#counts.set(list.definition, counts);
    const fresh = `${id} ${at}`;
    const own = this.#begun.has(fresh) ? undefined : list.starts.get(at);
    this.#begun.add(fresh);
    const before = counts[at];
    counts[at] = own ?? (before === undefined ? (list.starts.get(at) ?? level.start) : before + 1);
    for (let deeper = at + 1; deeper < LEVELS; deeper++) {
      const restart = list.levels[deeper]?.restart ?? deeper;
      if (restart > 0 && at < restart) counts[deeper] = undefined;
    }
    if (level.hidden) return '';
    if (level.format === 'bullet') return level.pattern;
    if (level.format === 'none' && !/%[1-9]/.test(level.pattern)) return level.pattern;
    return level.pattern.replace(/%([1-9])/g, (_, figure: string) => {
      const index = Number(figure) - 1;
      const named = list.levels[index];
      const value = counts[index] ?? named?.start ?? 1;
      const format = level.plain && named?.format !== 'none' ? 'decimal' : (named?.format ?? 'decimal');
      const word = numberWord(value, format, named?.custom);
      if (word === null) this.unknown.add(format);
      return word ?? String(value);
    });
  }
}

function readLevels(node: XmlNode): Level[] {
  const levels: Level[] = [];
  for (const element of elements(node)) {
    if (element.name !== 'w:lvl') continue;
    const at = Number(element.attributes['w:ilvl'] ?? 0);
    if (!(at >= 0 && at < LEVELS)) continue;
    // Word offers a pattern of its own beside one that older programs know.
    const choice = child(child(element, 'mc:AlternateContent'), 'mc:Choice');
    const format = child(choice, 'w:numFmt') ?? child(element, 'w:numFmt');
    const restart = child(element, 'w:lvlRestart')?.attributes['w:val'];
    const { font = '', hidden = false } = runFormat(child(element, 'w:rPr'));
    const text = child(element, 'w:lvlText')?.attributes['w:val'] ?? '';
    levels[node.name === 'w:lvlOverride' ? 0 : at] = {
      start: Number(child(element, 'w:start')?.attributes['w:val'] ?? 0) || 0,
      format: format?.attributes['w:val'] ?? 'decimal',
      custom: format?.attributes['w:format'] ?? '',
      pattern: drawn(text, font),
      restart: restart === undefined ? at : Number(restart) || 0,
      plain: isOn(child(element, 'w:isLgl')) ?? false,
      style: child(element, 'w:pStyle')?.attributes['w:val'] ?? '',
      hidden,
    };
  }
  return levels;
}

/** A bullet as it is drawn; `o` in a typewriter's font is a circle. */
function drawn(text: string, font: string): string {
  if (isSymbolFont(font)) return [...text].map((character) => symbolText(font, character) ?? character).join('');
  if (text === 'o' && /courier/i.test(font)) return '○';
  return text.replace(/[\uf000-\uf0ff]/g, (character) => symbolText('Symbol', character) ?? '');
}

import { child, elements, type XmlNode } from '../../../shared/formula/node.ts';
import { isSymbolFont, symbolText } from '../../../shared/formula/symbols.ts';
import { scanTrees } from '../xml-tree.ts';
import { isOn, type NumberRef, runFormat, type Styles } from './docx-styles.ts';
import { LEVELS, type Level, type List, ListCounter } from './lists.ts';

/** The automatic numbers of a document's paragraphs, counted as they come. */
export class Numbering {
  #definitions = new Map<string, { levels: Level[]; link: string }>();
  #lists = new Map<string, List>();
  #styles: Styles;
  #counter = new ListCounter(this.#lists);

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

  /** The list that counts for this id: one that only points at a numbering style is that style's. */
  #resolved(id: string): string {
    const link = this.#definitions.get(this.#lists.get(id)?.definition ?? '')?.link;
    const linked = link ? this.#styles.listOf(link) : '';
    return this.#lists.has(linked) ? linked : id;
  }

  /** Formats met that are not known. */
  get unknown(): ReadonlySet<string> {
    return this.#counter.unknown;
  }

  /** The number of the next paragraph with this style and own numbering; '' when it has none. */
  next(paragraphStyle: string, own: NumberRef | null): string {
    if (own?.numId === '0') return '';
    const byStyle = own?.numId ? null : this.#styles.number(paragraphStyle);
    const id = own?.numId || byStyle?.ref.numId || '';
    const list = id === '0' ? undefined : this.#lists.get(this.#resolved(id));
    if (!list) return '';
    const linked = byStyle ? list.levels.findIndex((level) => level?.style === byStyle.style) : -1;
    const at = own?.level ?? (linked >= 0 ? linked : (byStyle?.ref.level ?? 0));
    return this.#counter.label(this.#resolved(id), at);
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

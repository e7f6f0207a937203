import { LONGEST_TEXT, type PdfFile, type Ref, textString } from './pdf-file.ts';

/**
 * A part of the document as whoever hears it read has it (ISO 32000-1, 14.8.4): a section of tables, each of rows of
 * cells. Texts name the element that they are of; its own texts come before its children.
 */
export interface Element {
  type: 'Sect' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'TOC' | 'TOCI' | 'Link';
  children: Element[];
  /** Name of a section. */
  title?: string;
  /** The text as it is to be read, where what is printed is broken into lines or lacks characters. */
  actual?: string;
  /** The cells that a heading is of: those below it, or those beside it. */
  scope?: 'Column' | 'Row' | undefined;
  /** Rows and columns of a cell, where it has more than one. */
  rowSpan?: number;
  colSpan?: number;
}

export function element(type: Element['type'], rest: Omit<Element, 'type' | 'children'> = {}): Element {
  return { type, children: [], ...rest };
}

/** The structure tree of a document (ISO 32000-1, 14.7). Sections are written one by one, as their last page ends. */
export class StructureTree {
  readonly #file: PdfFile;
  readonly #document: Ref;
  readonly #sections: Ref[] = [];
  /** For each page and each link the element or elements that it is of, in order. */
  readonly #parents: string[] = [];
  #open: Element | null = null;
  /** Of the open section: what is known of its elements. */
  #known = new Map<Element, Known>();

  constructor(file: PdfFile) {
    this.#file = file;
    this.#document = file.ref();
  }

  /** What is marked from now on is of this section. */
  begin(section: Element): void {
    if (section === this.#open) return;
    this.#close();
    this.#open = section;
  }

  /**
   * The number under which a page or a link finds its elements, once `parents` names them: one for a link, one for each
   * mark of a page.
   */
  key(): number {
    return this.#parents.push('') - 1;
  }

  parents(key: number, parents: string): void {
    this.#parents[key] = parents;
  }

  /** The text marked by this number on the page is of the element. */
  mark(element: Element, page: Ref, mark: number): Ref {
    const known = this.#of(element);
    known.page ??= page;
    known.contents.push(known.page === page ? String(mark) : `<</Type/MCR/Pg ${page}/MCID ${mark}>>`);
    return known.ref;
  }

  /** The link on the page is of the element. */
  link(element: Element, page: Ref, annotation: Ref): Ref {
    const known = this.#of(element);
    known.contents.push(`<</Type/OBJR/Pg ${page}/Obj ${annotation}>>`);
    return known.ref;
  }

  #of(element: Element): Known {
    let known = this.#known.get(element);
    if (!known) {
      known = { ref: this.#file.ref(), page: null, contents: [] };
      this.#known.set(element, known);
    }
    return known;
  }

  #close(): void {
    if (!this.#open) return;
    this.#sections.push(this.#write(this.#open, this.#document));
    this.#open = null;
    this.#known = new Map();
  }

  #write(element: Element, parent: Ref): Ref {
    const { ref, page, contents: kids } = this.#of(element);
    for (const child of element.children) kids.push(this.#write(child, ref));
    const { type, title, actual } = element;
    this.#file.put(
      `<</Type/StructElem/S/${type}/P ${parent}${page ? `/Pg ${page}` : ''}` +
        (title ? `/T${textString(title)}` : '') +
        (actual && actual.length <= LONGEST_TEXT ? `/ActualText${textString(actual)}` : '') +
        `${tableAttributes(element)}${kids.length > 0 ? `/K[${kids.join(' ')}]` : ''}>>`,
      ref,
    );
    return ref;
  }

  /** Writes the rest; null when nothing has a structure. */
  end(): Ref | null {
    this.#close();
    if (this.#sections.length === 0) return null;
    const root = this.#file.ref();
    this.#file.put(`<</Type/StructElem/S/Document/P ${root}/K[${this.#sections.join(' ')}]>>`, this.#document);
    const numbers = this.#parents.map((parents, key) => `${key} ${parents}`);
    const tree = this.#file.put(`<</Nums[${numbers.join(' ')}]>>`);
    return this.#file.put(
      `<</Type/StructTreeRoot/K ${this.#document}/ParentTree ${tree}/ParentTreeNextKey ${numbers.length}>>`,
      root,
    );
  }
}

/** What is known of an element before it is written. */
interface Known {
  ref: Ref;
  /** The page that its first text is on. */
  page: Ref | null;
  /** What it consists of before its children. */
  contents: string[];
}

function tableAttributes({ scope, rowSpan = 1, colSpan = 1 }: Element): string {
  if (!scope && rowSpan === 1 && colSpan === 1) return '';
  const rows = rowSpan > 1 ? `/RowSpan ${rowSpan}` : '';
  const columns = colSpan > 1 ? `/ColSpan ${colSpan}` : '';
  return `/A<</O/Table${scope ? `/Scope/${scope}` : ''}${rows}${columns}>>`;
}

import { posix } from 'node:path';
import { child, elements, type XmlNode } from '../../../shared/formula/node.ts';
import { UnreadableError } from '../limits.ts';
import type { Note } from '../note.ts';
import { scanTrees, within } from '../xml-tree.ts';
import { type Archive, openArchive, wholePart } from '../zip.ts';

export const BROKEN = 'OFD 已损坏或不完整，无法读取；请重新下载，或用原软件重新导出 OFD 后再导入';

/** What the objects of a page refer to by number. */
export interface OfdResources {
  /** Parameters of drawing: color and width that objects take over. */
  params: ReadonlyMap<string, XmlNode>;
  /** Groups of objects that are drawn in several places. */
  groups: ReadonlyMap<string, XmlNode>;
}

/** A page with the contents that are drawn on it, those of its templates around its own. */
export interface OfdPageSource {
  /** Mm. */
  width: number;
  height: number;
  /** XML parts; null for one that is missing. */
  contents: (Uint8Array | null)[];
  resources: OfdResources;
  /** It has annotations, among them stamps. */
  annotated: boolean;
}

/** Opens an OFD: its pages in order, each read when it is asked for, and what of it is not read. Throws `UnreadableError`. */
export function openOfd(bytes: Uint8Array): { pages: (() => OfdPageSource)[]; notes: Note[] } {
  const parts = new Parts(openArchive(bytes));
  const rootPath = parts.root();
  const base = posix.dirname(rootPath);
  const root = parts.tree(rootPath, 'ofd:OFD');
  if (parts.encrypted || (root && within(root, 'ofd:Encryptions')))
    throw new UnreadableError('OFD 加了密，无法读取；请用原软件去掉密码后再导入');
  if (!root) throw new UnreadableError(BROKEN);
  const notes: Note[] = [];
  const bodies = elements(root).filter(({ name }) => name === 'ofd:DocBody');
  if (bodies.some((body) => textOf(child(body, 'ofd:Signatures')) !== ''))
    notes.push({ severity: 'hint', place: '', message: '文件有电子签章；只读入表格的文字，签章未验证，也未读入' });
  const pages = bodies.flatMap((body) => documentPages(parts, join(base, textOf(child(body, 'ofd:DocRoot')))));
  if (pages.length === 0) throw new UnreadableError(BROKEN);
  return { pages, notes };
}

function documentPages(parts: Parts, path: string): (() => OfdPageSource)[] {
  const document = parts.tree(path, 'ofd:Document');
  if (!document) throw new UnreadableError(BROKEN);
  const base = posix.dirname(path);
  const common = child(document, 'ofd:CommonData');
  const shared = parts.resources(
    ['ofd:PublicRes', 'ofd:DocumentRes'].flatMap((name) => all(common, name).map((node) => join(base, textOf(node)))),
  );
  const templates = new Map(
    all(common, 'ofd:TemplatePage').map(({ attributes }) => [
      attributes.ID ?? '',
      join(base, attributes.BaseLoc ?? ''),
    ]),
  );
  const annotated = annotatedPages(parts, base, textOf(child(document, 'ofd:Annotations')));
  const standard = sizeOf(child(common, 'ofd:PageArea'));
  return all(child(document, 'ofd:Pages'), 'ofd:Page').map(({ attributes }) => () => {
    const place = join(base, attributes.BaseLoc ?? '');
    const content = parts.once(place);
    const { uses, area, own } = headOf(content);
    const size = area ?? standard ?? { width: 210, height: 297 };
    const drawn = (inFront: boolean) =>
      uses.flatMap(({ TemplateID = '', ZOrder }) =>
        (ZOrder === 'Foreground') === inFront ? [parts.get(templates.get(TemplateID) ?? '')] : [],
      );
    return {
      ...size,
      contents: [...drawn(false), content, ...drawn(true)],
      resources:
        own.length > 0
          ? parts.resources(
              own.map((one) => join(posix.dirname(place), one)),
              shared,
            )
          : shared,
      annotated: annotated.has(attributes.ID ?? ''),
    };
  });
}

/** What a page says of itself, besides what it draws. */
function headOf(part: Uint8Array | null): {
  uses: Record<string, string>[];
  area: { width: number; height: number } | null;
  own: string[];
} {
  const uses: Record<string, string>[] = [];
  const own: string[] = [];
  let area: { width: number; height: number } | null = null;
  const wanted = new Set(['ofd:Template', 'ofd:PageRes', 'ofd:Area']);
  const take = (node: XmlNode) => {
    if (node.name === 'ofd:Template') uses.push(node.attributes);
    else if (node.name === 'ofd:PageRes') own.push(textOf(node));
    else if (node.name === 'ofd:Area') area ??= sizeOf(node);
  };
  try {
    if (part) scanTrees(part, wanted, take, BROKEN, 'ofd:Content');
  } catch (error) {
    // Told of the page when its content is read.
    if (!(error instanceof UnreadableError)) throw error;
  }
  return { uses, area, own };
}

/** The numbers of pages with annotations. */
function annotatedPages(parts: Parts, base: string, path: string): Set<string> {
  const list = path === '' ? null : parts.tree(join(base, path), 'ofd:Annotations');
  return new Set(all(list, 'ofd:Page').map(({ attributes }) => attributes.PageID ?? ''));
}

/** Width and height of the paper in mm; null where it is not said or makes no sense. */
function sizeOf(area: XmlNode | undefined): { width: number; height: number } | null {
  const [, , width = 0, height = 0] = numbers(textOf(child(area, 'ofd:PhysicalBox')));
  return width > 0 && height > 0 && width < 10_000 && height < 10_000 ? { width, height } : null;
}

/** The XML parts of a package by their paths; writers do not keep to one case. */
class Parts {
  readonly #archive: Archive;
  readonly #paths: string[];
  /** What was read: many pages have one template. */
  readonly #kept = new Map<string, Uint8Array | null>();

  constructor(archive: Archive) {
    this.#archive = archive;
    this.#paths = archive.paths.map((path) => path.toLowerCase());
  }

  /** GM/T 0099 puts this beside OFD.xml. */
  get encrypted(): boolean {
    return this.#paths.some((path) => /(?:^|\/)encryptions\.xml$/.test(path));
  }

  root(): string {
    const path = this.#paths.find((one) => /^(?:.*\/)?ofd\.xml$/.test(one));
    if (path === undefined) throw new UnreadableError(BROKEN);
    return path;
  }

  get(path: string): Uint8Array | null {
    const known = this.#kept.get(path);
    if (known !== undefined) return known;
    const part = this.once(path);
    this.#kept.set(path, part);
    return part;
  }

  /** A part that is asked for once: what a page draws, which is not kept. */
  once(path: string): Uint8Array | null {
    return this.#archive.has(path) ? wholePart(this.#archive, path) : null;
  }

  /** The first element of this name in a part. */
  tree(path: string, name: string): XmlNode | null {
    const part = this.get(path);
    let found: XmlNode | null = null;
    if (part) scanTrees(part, new Set([name]), (node) => (found ??= node), BROKEN);
    return found;
  }

  resources(paths: readonly string[], over?: OfdResources): OfdResources {
    const params = new Map(over?.params);
    const groups = new Map(over?.groups);
    const take = (node: XmlNode) =>
      (node.name === 'ofd:DrawParam' ? params : groups).set(node.attributes.ID ?? '', node);
    for (const path of paths) {
      const part = this.get(path);
      if (part) scanTrees(part, new Set(['ofd:DrawParam', 'ofd:CompositeGraphicUnit']), take, BROKEN);
    }
    return { params, groups };
  }
}

/** A path within the package: from its root where it begins with /, else from a folder. */
function join(base: string, path: string): string {
  const clean = path.trim().replaceAll('\\', '/');
  return posix.normalize(clean.startsWith('/') ? clean : posix.join('/', base, clean)).replace(/^\/+/, '');
}

function all(node: XmlNode | null | undefined, name: string): XmlNode[] {
  return node ? elements(node).filter((element) => element.name === name) : [];
}

export function textOf(node: XmlNode | undefined): string {
  return (
    node?.children
      .filter((part) => typeof part === 'string')
      .join('')
      .trim() ?? ''
  );
}

/** ST_Array: numbers between spaces; what is none is left out. */
export function numbers(text: string | undefined): number[] {
  return (text ?? '')
    .trim()
    .split(/[\s,]+/)
    .flatMap((one) => (one !== '' && Number.isFinite(Number(one)) ? [Number(one)] : []));
}

import { linePitch } from '../../shared/layout/measure.ts';
import type { CellStyle } from '../../shared/layout/sheet.ts';
import { twips, xmlText } from './docx-xml.ts';

/**
 * What a paragraph of a document is. The fonts are those of official documents (GB/T 9704—2012, 7.3.3; 一、黑体,
 * （一）楷体, 1.仿宋, text 仿宋), the sizes those of the layout.
 */
export type Role = 'title' | 'heading1' | 'heading2' | 'heading3' | 'body';

/** How a paragraph looks: size in points, distances in twips. */
interface Look {
  font: string;
  size: number;
  bold: boolean;
  align: 'left' | 'center' | 'right' | 'both';
  line: number;
}

interface RoleStyle {
  id: string;
  /** By which Word knows it, and shows its own word for it (标题 1). */
  name: string;
  font: string;
  bold?: true;
  align?: Look['align'];
  /** From 0, for the outline of the document. */
  level?: number;
  indent?: true;
}

const FANGSONG = '仿宋_GB2312';

const ROLES: Record<Role, RoleStyle> = {
  title: { id: 'Title', name: 'Title', font: '黑体', level: 0 },
  heading1: { id: 'Heading1', name: 'heading 1', font: '黑体', level: 0, indent: true },
  heading2: { id: 'Heading2', name: 'heading 2', font: '楷体_GB2312', level: 1, indent: true },
  heading3: { id: 'Heading3', name: 'heading 3', font: FANGSONG, bold: true, level: 2, indent: true },
  body: { id: 'BodyText', name: 'Body Text First Indent', font: FANGSONG, align: 'both', indent: true },
};

/** 三号, and the distance of lines with which a page has 22 of them (GB/T 9704—2012, 5.2.3). */
const OFFICIAL: Pick<Look, 'size' | 'line'> = { size: 16, line: twips(linePitch(16, true)) };

/**
 * The fonts that are named, each with the names under which other systems have it: offices have 仿宋_GB2312 or the 仿宋
 * of Windows. None is part of the file.
 */
export const fontNames: Record<string, { also: string; family: string }> = {
  宋体: { also: 'SimSun', family: 'auto' },
  黑体: { also: 'SimHei', family: 'modern' },
  [FANGSONG]: { also: '仿宋,FangSong,FangSong_GB2312', family: 'modern' },
  楷体_GB2312: { also: '楷体,KaiTi,KaiTi_GB2312', family: 'modern' },
};

/** The styles of one document: each gets the look with which it is first used. */
export class WordStyles {
  #roles = new Map<Role, Look>();
  #cells = new Map<string, CellStyle>();
  /**
   * The lines of the contents: size in points, the rest in twips: distance of lines, room above and below each, width.
   */
  contents = { size: 12, line: OFFICIAL.line, free: 0, width: 9000 };

  /** The id of the style of a text in a cell, or of a note between tables. */
  cell(style: CellStyle): string {
    const { font, size, align, spaced } = style;
    const id = `${font === 'hei' ? 'Hei' : 'Song'}${size * 10}${align}${spaced ? 'Spaced' : ''}`;
    if (!this.#cells.has(id)) this.#cells.set(id, style);
    return id;
  }

  /** The style of a paragraph of running text, and what sets this one apart from it. */
  text(role: Role, style: CellStyle): { id: string; line: string; align: string; run: string } {
    const { font, bold = false, align = style.align, id } = ROLES[role];
    const look: Look = { font, size: style.size, bold, align, line: twips(linePitch(style.size, style.spaced)) };
    const usual = this.#roles.get(role) ?? look;
    this.#roles.set(role, usual);
    return {
      id,
      line: look.line === usual.line ? '' : lineAttributes(look.line),
      align: look.align === usual.align ? '' : `<w:jc w:val="${look.align}"/>`,
      run: look.size === usual.size ? '' : sizeXml(look.size),
    };
  }

  /** The part `styles.xml`. */
  *xml(): Generator<string> {
    yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`;
    // Chinese beside digits is as wide as the layout measures it, and a page ends where it is full.
    yield `<w:docDefaults><w:rPrDefault><w:rPr>${fontsXml(FANGSONG)}${sizeXml(OFFICIAL.size)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>`;
    yield paragraphStyle('Normal', 'Normal', `<w:spacing ${lineAttributes(OFFICIAL.line)}/>`, '', { isDefault: true });
    yield '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>';
    for (const role of Object.keys(ROLES) as Role[]) yield this.#role(role);
    yield paragraphStyle('TOCHeading', 'TOC Heading', '<w:jc w:val="center"/>', fontsXml('黑体'));
    yield paragraphStyle('TOC1', 'toc 1', this.#contentsShape(), fontsXml('宋体') + sizeXml(this.contents.size));
    yield paragraphStyle(
      'Footer',
      'footer',
      `<w:spacing ${lineAttributes(twips(linePitch(10.5)))}/>`,
      fontsXml('宋体') + sizeXml(10.5),
    );
    // What Word must have between two tables takes no room.
    yield paragraphStyle('Joint', '表格之间', `<w:spacing ${lineAttributes(20)}/>`, sizeXml(1), { isOwn: true });
    for (const [id, { font, size, align, spaced }] of this.#cells) {
      const face = font === 'hei' ? '黑体' : '宋体';
      const shape = `<w:spacing ${lineAttributes(twips(linePitch(size, spaced)))}/><w:jc w:val="${align}"/>`;
      const name = `表格 ${face} ${size} ${ALIGNED[align]}${spaced ? ' 疏' : ''}`;
      yield paragraphStyle(id, name, shape, fontsXml(face) + sizeXml(size), { isOwn: true });
    }
    yield '</w:styles>';
  }

  /** The page number stands at the right edge. */
  #contentsShape(): string {
    const { line, free, width } = this.contents;
    return [
      `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="${width}"/></w:tabs>`,
      `<w:spacing w:before="${free}" w:after="${free}" ${lineAttributes(line)}/>`,
    ].join('');
  }

  #role(role: Role): string {
    const { id, name, font, bold = false, align = 'left', level, indent } = ROLES[role];
    const look = this.#roles.get(role) ?? { ...OFFICIAL, align };
    const shape = [
      level === undefined ? '' : '<w:keepNext/>',
      `<w:spacing ${lineAttributes(look.line)}/>`,
      indent ? indentXml(2, look.size) : '',
      `<w:jc w:val="${look.align}"/>`,
      level === undefined ? '' : `<w:outlineLvl w:val="${level}"/>`,
    ].join('');
    const next = role === 'body' ? id : ROLES.body.id;
    return paragraphStyle(id, name, shape, fontsXml(font) + (bold ? '<w:b/>' : '') + sizeXml(look.size), { next });
  }
}

const ALIGNED = { left: '左', center: '中', right: '右' } as const;

/** Lines of exactly this distance in twips. */
export function lineAttributes(line: number): string {
  return `w:line="${line}" w:lineRule="exact"`;
}

/** The first line begins this many characters of this size in points further right. */
export function indentXml(characters: number, size: number): string {
  return `<w:ind w:firstLineChars="${characters * 100}" w:firstLine="${Math.round(characters * size * 20)}"/>`;
}

function sizeXml(points: number): string {
  return `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
}

function fontsXml(name: string): string {
  return `<w:rFonts w:ascii="${name}" w:hAnsi="${name}" w:eastAsia="${name}" w:cs="${name}"/>`;
}

function paragraphStyle(
  id: string,
  name: string,
  shape: string,
  runs: string,
  { isDefault = false, isOwn = false, next = '' }: { isDefault?: boolean; isOwn?: boolean; next?: string } = {},
): string {
  return [
    `<w:style w:type="paragraph"${isDefault ? ' w:default="1"' : ''}${isOwn ? ' w:customStyle="1"' : ''} w:styleId="${id}">`,
    `<w:name w:val="${xmlText(name)}"/>`,
    isDefault || isOwn ? '' : '<w:basedOn w:val="Normal"/>',
    next === '' ? '' : `<w:next w:val="${next}"/>`,
    '<w:qFormat/>',
    shape === '' ? '' : `<w:pPr>${shape}</w:pPr>`,
    runs === '' ? '' : `<w:rPr>${runs}</w:rPr>`,
    '</w:style>',
  ].join('');
}

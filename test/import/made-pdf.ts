/**
 * A small PDF written by hand: pages drawn with `draw` operators, texts in a Chinese font that is not embedded and is
 * encoded in UCS-2, as WPS and Word write them.
 */
export class MadePdf {
  private readonly pages: { draw: string[]; width: number; height: number; rotate: number }[] = [];

  page({ width = 595, height = 842, rotate = 0 } = {}): this {
    this.pages.push({ draw: [], width, height, rotate });
    return this;
  }

  private get current() {
    const page = this.pages.at(-1);
    if (!page) throw new Error('no page yet');
    return page;
  }

  /** Draws as on a page of another height. */
  drawAs(height: number, draw: () => void): this {
    const page = this.current;
    const own = page.height;
    page.height = height;
    draw();
    page.height = own;
    return this;
  }

  /** Operators as they are, with y upwards. */
  raw(operators: string): this {
    this.current.draw.push(operators);
    return this;
  }

  /** A line of text whose baseline begins at x, y from the top left corner. */
  text(x: number, y: number, text: string, size = 10): this {
    const hex = Array.from(text, (character) => character.charCodeAt(0).toString(16).padStart(4, '0')).join('');
    return this.raw(`BT /F1 ${size} Tf 1 0 0 1 ${x} ${this.current.height - y} Tm <${hex}> Tj ET`);
  }

  /** A stroked line. */
  line(x0: number, y0: number, x1: number, y1: number, width = 0.5): this {
    const { height } = this.current;
    return this.raw(`${width} w ${x0} ${height - y0} m ${x1} ${height - y1} l S`);
  }

  /** A filled box. */
  box(x: number, y: number, width: number, height: number): this {
    return this.raw(`${x} ${this.current.height - y - height} ${width} ${height} re f`);
  }

  bytes(): Uint8Array {
    const objects: string[] = [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '',
      '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 [207 270 342 467 462 797 710 239 374 374 423 605 238 375 238 334] 17 26 462] >>',
      '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ];
    const kids: string[] = [];
    for (const { draw, width, height, rotate } of this.pages) {
      const content = draw.join('\n');
      objects.push(`<< /Length ${Buffer.byteLength(content)} >>\nstream\n${content}\nendstream`);
      objects.push(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} /Contents ${objects.length} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      );
      kids.push(`${objects.length} 0 R`);
    }
    objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`;
    let file = '%PDF-1.7\n';
    let length = file.length;
    const places = objects.map((object, index) => {
      const at = length;
      const text = `${index + 1} 0 obj\n${object}\nendobj\n`;
      file += text;
      length += Buffer.byteLength(text);
      return at;
    });
    const start = Buffer.byteLength(file);
    file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
    for (const at of places) file += `${String(at).padStart(10, '0')} 00000 n \n`;
    file += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
    return new Uint8Array(Buffer.from(file));
  }
}

export type Rule = (x0: number, y0: number, x1: number, y1: number) => void;

/**
 * Draws rows of cells between columns at `xs`; null joins a cell to the one left of it. Gives the y below the last row.
 */
export function drawTable(
  pdf: MadePdf,
  xs: readonly number[],
  top: number,
  rows: readonly (string | null)[][],
  rule: Rule = (x0, y0, x1, y1) => void pdf.line(x0, y0, x1, y1),
): number {
  let y = top;
  for (const row of rows) {
    const lines = row.map((text) => text?.split('\n') ?? []);
    const height = 8 + 14 * Math.max(1, ...lines.map(({ length }) => length));
    rule(xs[0] as number, y, xs.at(-1) as number, y);
    for (const [col, text] of row.entries()) {
      if (text === null) continue;
      rule(xs[col] as number, y, xs[col] as number, y + height);
      for (const [k, line] of (lines[col] ?? []).entries()) pdf.text((xs[col] as number) + 3, y + 14 + 14 * k, line);
    }
    rule(xs.at(-1) as number, y, xs.at(-1) as number, y + height);
    y += height;
  }
  rule(xs[0] as number, y, xs.at(-1) as number, y);
  return y;
}

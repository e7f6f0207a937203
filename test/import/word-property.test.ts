import fc from 'fast-check';
import { expect, test } from 'vitest';
import { docxGrids } from '../../electron/import/docx.ts';
import { rtfGrids } from '../../electron/import/rtf.ts';
import { p, r, tbl, tc, textsOf, tr, wordDocument } from './word-parts.ts';

/** Generated documents against a plain model of what they print. */

/** A piece of a paragraph: what it says, as .docx and as .rtf. */
interface Piece {
  says: string;
  docx: string;
  rtf: string;
}

const unicode = (text: string) => [...text].map((character) => `\\u${(character.charCodeAt(0) << 16) >> 16}?`).join('');
const word = fc.stringMatching(/^[甲乙丙丁河道清淤数量≥≤%—“”（）、。]{1,6}$/);

const leaf: fc.Arbitrary<Piece> = fc.oneof(
  word.map((text) => ({ says: text, docx: r(text), rtf: unicode(text) })),
  word.map((text) => ({
    says: '',
    docx: `<w:del><w:r><w:delText>${text}</w:delText></w:r></w:del>`,
    rtf: `{\\deleted ${unicode(text)}}`,
  })),
  word.map((text) => ({ says: '', docx: r(text, '<w:vanish/>'), rtf: `{\\v ${unicode(text)}}` })),
  word.map((text) => ({ says: '', docx: r(text, '<w:dstrike/>'), rtf: `{\\striked1 ${unicode(text)}}` })),
  fc.constant({ says: '\n', docx: '<w:r><w:br/></w:r>', rtf: '\\line ' }),
  fc.constant({ says: '≥', docx: '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', rtf: "{\\f1 \\'b3}" }),
  fc.constant({ says: '', docx: '<w:bookmarkStart w:id="1"/><w:proofErr/>', rtf: '{\\*\\bkmkstart x}' }),
);

const within = (inner: fc.Arbitrary<Piece[]>, docx: (xml: string) => string, rtf: (body: string) => string) =>
  inner.map((pieces): Piece => {
    const all = joined(pieces);
    return { says: all.says, docx: docx(all.docx), rtf: rtf(all.rtf) };
  });

function joined(pieces: Piece[]): Piece {
  return {
    says: pieces.map((piece) => piece.says).join(''),
    docx: pieces.map((piece) => piece.docx).join(''),
    rtf: pieces.map((piece) => piece.rtf).join(''),
  };
}

const char = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const { pieces } = fc.letrec<{ pieces: Piece[]; piece: Piece }>((tie) => ({
  pieces: fc.array(tie('piece'), { maxLength: 5 }),
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    within(
      tie('pieces'),
      (xml) => `<w:ins>${xml}</w:ins>`,
      (body) => `{\\revised ${body}}`,
    ),
    within(
      tie('pieces'),
      (xml) => `<w:sdt><w:sdtPr/><w:sdtContent>${xml}</w:sdtContent></w:sdt>`,
      (body) => `{${body}}`,
    ),
    within(
      tie('pieces'),
      (xml) => `<w:smartTag><w:hyperlink>${xml}</w:hyperlink></w:smartTag>`,
      (body) => `{\\b ${body}}`,
    ),
    within(
      tie('pieces'),
      (xml) => `${char('begin')}<w:r><w:instrText>IF</w:instrText></w:r>${char('separate')}${xml}${char('end')}`,
      (body) => `{\\field{\\*\\fldinst IF}{\\fldrslt ${body}}}`,
    ),
  ),
}));

const paragraph = pieces.map(joined);
const cell = fc.array(paragraph, { minLength: 1, maxLength: 3 }).map((paragraphs) => ({
  says: paragraphs
    .map(({ says }) => says)
    .join('\n')
    .trim(),
  docx: paragraphs.map(({ docx }) => p(docx)).join(''),
  rtf: paragraphs.map(({ rtf }) => rtf).join('\\par '),
}));

/** A table as widths of the cells of each row; `down` where a cell goes on with the one above. */
const WIDTH = 5;
const cuts = fc.subarray([1, 2, 3, 4]);
const rowModel = fc.record({
  cuts,
  contents: fc.array(cell, { minLength: WIDTH, maxLength: WIDTH }),
  down: fc.array(fc.boolean(), { minLength: WIDTH, maxLength: WIDTH }),
});
const table = fc.array(rowModel, { minLength: 1, maxLength: 5 }).map((rows) => {
  let above = new Map<number, number>();
  const expected: (string | null)[][] = [];
  const docx: string[] = [];
  const rtf: string[] = [];
  for (const { cuts: inner, contents, down } of rows) {
    const edges = [0, ...inner, WIDTH];
    const below = new Map<number, number>();
    const texts: (string | null)[] = [];
    let [xml, shapes, bodies] = ['', '', ''];
    for (const [at, left] of edges.slice(0, -1).entries()) {
      const span = (edges[at + 1] as number) - left;
      const content = contents[at] as Piece;
      const continues = down[at] === true && above.get(left) === span;
      const merge = continues ? '<w:vMerge/>' : '<w:vMerge w:val="restart"/>';
      below.set(left, span);
      texts.push(continues ? null : content.says, ...Array.from({ length: span - 1 }, () => null));
      xml += tc(continues ? p('') : content.docx, `<w:gridSpan w:val="${span}"/>${merge}`);
      shapes += `${continues ? '\\clvmrg' : '\\clvmgf'}\\cellx${(left + span) * 1000}`;
      bodies += `\\pard\\intbl ${continues ? '' : content.rtf}\\cell `;
    }
    expected.push(texts);
    docx.push(tr(xml));
    rtf.push(`\\trowd ${shapes}${bodies}\\row `);
    above = below;
  }
  return { expected, docx: tbl(docx.join('')), rtf: rtf.join('') };
});

/** An edge that no row has begins no column: .rtf knows only edges. */
function withoutUnused(rows: (string | null)[][]): (string | null)[][] {
  const used = rows[0]?.map((_, col) => rows.some((row) => row[col] !== null || col === 0)) ?? [];
  return rows.map((row) => row.filter((_, col) => used[col]));
}

test('D1, D2, D4: any nesting of runs, changes, controls, fields and merges in a Word document', async () => {
  await fc.assert(
    fc.asyncProperty(table, async ({ expected, docx }) => {
      expect(textsOf(await docxGrids(wordDocument(docx)))).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test('X11, D2: the same in an RTF file', async () => {
  await fc.assert(
    fc.asyncProperty(table, async ({ expected, rtf }) => {
      const source = `{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset134 SimSun;}{\\f1\\fcharset2 Symbol;}}\\f0 ${rtf}}`;
      const rows = textsOf(await rtfGrids(new Uint8Array(Buffer.from(source, 'latin1'))));
      expect(withoutUnused(rows)).toEqual(withoutUnused(expected));
    }),
    { numRuns: 150 },
  );
});

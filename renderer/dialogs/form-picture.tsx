import { memo, useEffect, useState } from 'react';
import { newFiling } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';

/** Any year: it is not read in a picture of this size. */
const YEAR = 2026;
const MM_PER_POINT = 0.353;
/** How wide a character is of its height. */
const NARROW = 0.5;

/** Laid out once, a few milliseconds each. */
const sheets = new Map<Form, Sheet>();

function sheetOf(form: Form): Sheet {
  const known = sheets.get(form) ?? layout(form, newFiling(form, YEAR), { seal: null, blankRows: true });
  sheets.set(form, known);
  return known;
}

/** The first page of a form, small: its lines, and a bar for each line of text. */
export const FormPicture = memo(function FormPicture({ form }: { form: Form }) {
  const [sheet, setSheet] = useState(() => sheets.get(form) ?? null);
  useEffect(() => {
    if (sheet) return;
    // The list stands at once, its pictures follow when the window rests.
    const asked = requestIdleCallback(() => setSheet(sheetOf(form)), { timeout: 2000 });
    return () => cancelIdleCallback(asked);
  }, [form, sheet]);
  const { width, height } = form.page;
  return (
    <svg className="form-picture" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <title>{form.name}</title>
      <rect width={width} height={height} fill="var(--paper)" />
      {sheet && <path d={framePath(sheet)} fill="none" stroke="var(--ghost)" strokeWidth="0.7" />}
      {sheet && <path d={barPath(sheet)} fill="var(--line)" />}
    </svg>
  );
});

/** The borders of the cells of the first page. */
function framePath(sheet: Sheet): string {
  const framed = (sheet.pages[0]?.boxes ?? []).filter((box) => sheet.cells[box.cell]?.style.frame);
  return framed.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`).join('');
}

/** A bar for each line of text, as long as the text. */
function barPath(sheet: Sheet): string {
  return (sheet.pages[0]?.boxes ?? [])
    .flatMap((box) => {
      const cell = sheet.cells[box.cell];
      if (!cell) return [];
      const tall = cell.style.size * MM_PER_POINT;
      const pitch = tall * 1.3;
      const top = box.y + (box.height - pitch * box.lines.length) / 2;
      return box.lines.flatMap((line, index) => {
        const text = line.trim();
        if (text === '') return [];
        const characters = [...text].reduce((sum, one) => sum + (one < '\u2e80' ? NARROW : 1), 0);
        const width = Math.min(characters * tall, box.width - 2);
        const free = box.width - width;
        const x = box.x + (cell.style.align === 'left' ? 1 : cell.style.align === 'right' ? free - 1 : free / 2);
        const y = top + index * pitch + pitch * 0.25;
        return [
          `M${x.toFixed(1)} ${y.toFixed(1)}h${width.toFixed(1)}v${(tall * 0.6).toFixed(1)}h${(-width).toFixed(1)}z`,
        ];
      });
    })
    .join('');
}

import { shorten } from '../../../shared/filing/parse.ts';
import { type Grid, type GridRow, placeOfRows } from '../grid.ts';
import type { Note } from '../note.ts';
import type { ViewCell } from './view.ts';

/** Notes on one filing beyond which they are only counted. */
const MOST_NOTES = 200;

/** What is to be told of one filing, with the places of its file. */
export class FilingNotes {
  private readonly grid: Grid;
  private readonly filing: number;
  private readonly notes: Note[] = [];

  /** `filing` is its number within the file. */
  constructor(grid: Grid, filing: number) {
    this.grid = grid;
    this.filing = filing;
  }

  add(severity: Note['severity'], place: string, message: string, path?: string, rule?: string): void {
    this.notes.push({
      severity,
      place,
      message,
      filing: this.filing,
      ...(path === undefined ? {} : { path }),
      ...(rule === undefined ? {} : { rule }),
    });
  }

  /** The same about rows. */
  ofRows(severity: Note['severity'], from: GridRow, to: GridRow, message: string, path?: string, rule?: string): void {
    this.add(severity, placeOfRows(this.grid, from, to), message, path, rule);
  }

  /** A cell that is not understood; `column` is the heading over it where the form has no such column. */
  stray(cell: ViewCell, column: string | null = null): void {
    const what = column === null ? '未能识别' : `表样中没有“${shorten(column)}”列，未读入`;
    this.add('error', cell.cell.place, `${what}“${shorten(cell.text)}”`);
  }

  all(): Note[] {
    const kept = this.notes.slice(0, MOST_NOTES);
    const more = this.notes.length - kept.length;
    if (more === 0) return kept;
    const place = this.notes[MOST_NOTES]?.place ?? '';
    return [...kept, { severity: 'error', place, message: `此处起另有 ${more} 处未能识别`, filing: this.filing }];
  }
}

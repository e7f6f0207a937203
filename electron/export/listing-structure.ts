import type { Band, BandCell } from '../../shared/layout/listing-bands.ts';
import type { PlacedBand } from '../../shared/layout/listing-pages.ts';
import { type Element, element } from './pdf-structure.ts';

/**
 * A listing as whoever hears it read has it: its title and lines, and each table under its name. `of` has the element of
 * each cell of a band; a heading that is printed again on a further page has none.
 */
export function listingStructure(pages: readonly (readonly PlacedBand[])[]): {
  section: Element;
  of: ReadonlyMap<PlacedBand, readonly Element[]>;
} {
  const section = element('Sect');
  const of = new Map<PlacedBand, readonly Element[]>();
  const known = new Map<Band, readonly Element[]>();
  const tables = new Map<PlacedBand['table'], Element>();
  for (const placed of pages.flat()) {
    const { band } = placed;
    const before = known.get(band);
    if (before) {
      if (band.kind !== 'heading' || placed.from > 0) of.set(placed, before);
      continue;
    }
    const cells = band.cells.map((cell) => cellElement(band.kind, cell));
    known.set(band, cells);
    of.set(placed, cells);
    if (!band.style.frame) section.children.push(...cells);
    else {
      let table = tables.get(placed.table);
      if (!table) {
        table = element('Table');
        tables.set(placed.table, table);
        section.children.push(table);
      }
      const row = element('TR');
      row.children.push(...cells);
      table.children.push(row);
    }
  }
  return { section, of };
}

const TYPES = { title: 'H1', name: 'H2', line: 'P', heading: 'TH', row: 'TD' } as const;

function cellElement(kind: Band['kind'], { text, lines, span }: BandCell): Element {
  const broken = lines.length > text.split('\n').length;
  return element(TYPES[kind], {
    ...(broken && { actual: text }),
    ...(kind === 'heading' && { scope: 'Column' }),
    ...(kind === 'row' && { colSpan: span }),
  });
}

import type { CSSProperties } from 'react';
import type { Form } from '../../shared/form/form.ts';
import { CELL_PADDING } from '../../shared/layout/layout.ts';

/**
 * How pages are drawn at a scale. Of the blank margin at the top of the first page the screen shows little; the paper has
 * it all. Notes reach `beyond` mm over the page.
 */
export function pagesStyle({ page }: Form, zoom: number, beyond = 0): CSSProperties {
  return {
    zoom,
    '--zoom': zoom,
    paddingRight: `${beyond}mm`,
    '--cell-padding': `${CELL_PADDING}mm`,
    '--hidden-margin': `${page.margin.top}mm`,
  } as CSSProperties;
}

import { expect, test } from 'vitest';
import { MM, NOTES_WIDTH, pageSize } from '../../renderer/grid/desk-room.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';

test.each(catalog.all.map((form) => [form.id, form.page] as const))(
  'beside a page of %s last year’s notes have the room that its margin does not give them',
  (_, page) => {
    const { width, beside } = pageSize(page, true);
    expect((width + beside) / MM).toBeCloseTo(page.width - page.margin.right + NOTES_WIDTH);
    expect(pageSize(page, false).beside).toBe(0);
  },
);

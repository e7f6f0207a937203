import type { Rows } from '../state/filing-rows.ts';

/** Where the keys are in the list, and which filings are chosen. Moving does not choose; Space and Shift do. */
export interface Choice {
  /** Key of the row that the keys are on, and of the one from which Shift extends. */
  active: string | null;
  anchor: string | null;
  /** Key of the row that was just opened by a click: a Ctrl+click that follows takes it along. */
  opened: string | null;
  chosen: ReadonlySet<number>;
}

export type Move = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

/** Goes to another row; with `extend` the filings from the anchor to it are the chosen ones. `page` is in rows. */
export function moved(rows: Rows, choice: Choice, move: Move, extend: boolean, page: number): Choice {
  const last = rows.length - 1;
  const from = rows.indexOf(choice.active);
  const step = { up: -1, down: 1, 'page-up': -page, 'page-down': page, first: -Infinity, last: Infinity }[move];
  const target = rows.at(from < 0 && move !== 'last' ? 0 : Math.max(0, Math.min(last, from + step)));
  if (!target) return choice;
  if (extend) return extended(rows, choice, target.key);
  return { ...choice, active: target.key, anchor: target.key, opened: null };
}

/** A click: alone it is for opening and chooses nothing; Ctrl adds or takes away; Shift chooses up to here. */
export function clicked(rows: Rows, choice: Choice, key: string, ctrl: boolean, shift: boolean): Choice {
  if (shift) return extended(rows, choice, key);
  if (!ctrl) return { active: key, anchor: key, opened: key, chosen: new Set() };
  // As in the system's own lists, where a click chooses.
  const before = rows.at(rows.indexOf(choice.opened));
  const chosen =
    before?.kind === 'filing' && before.key !== key ? new Set([...choice.chosen, before.id]) : choice.chosen;
  return toggled(rows, { ...choice, chosen, active: key });
}

/** Chooses the filings of the active row, or takes them out when they all are chosen. */
export function toggled(rows: Rows, choice: Choice): Choice {
  const row = rows.at(rows.indexOf(choice.active));
  if (!row) return choice;
  const ids = new Set(rows.idsOf(row));
  const chosen = [...ids].every((id) => choice.chosen.has(id));
  const others = [...choice.chosen].filter((id) => !ids.has(id));
  return { active: row.key, anchor: row.key, opened: null, chosen: new Set(chosen ? others : [...others, ...ids]) };
}

function extended(rows: Rows, choice: Choice, key: string): Choice {
  const to = rows.indexOf(key);
  const start = rows.indexOf(choice.anchor ?? choice.active);
  const from = start < 0 ? to : start;
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  const chosen = new Set(between.flatMap((row) => (row.kind === 'group' && row.open ? [] : rows.idsOf(row))));
  return { active: key, anchor: rows.at(from)?.key ?? key, opened: null, chosen };
}

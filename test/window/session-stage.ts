import { expect } from 'vitest';
import type { Session } from '../../renderer/state/session.ts';
import { setText } from '../../shared/filing/edits.ts';
import { type Filing, newFiling, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { FakeBackend } from './fake-backend.ts';

/** What the tests of sessions share: a backend, asked by the bridge that they put in the window's place, and its tables. */

let backend = new FakeBackend();

export const bridge = { call: (method: string, request: unknown) => backend.call(method, request) };

/** A backend with nothing in it. */
export function begin(): FakeBackend {
  backend = new FakeBackend();
  return backend;
}

export const named = (...names: string[]): Row[] =>
  names.map((level3) => ({ level1: '产出指标', level2: '数量指标', level3, value: '' }));

export function stored(rows: Row[] = named('甲', '乙', '丙')): number {
  return backend.add({ ...newFiling(form, 2026), tables: { indicators: rows } });
}

/** Types a text into a field or a cell, as the grid does. */
export function type(
  session: Session,
  path: string | [row: number, column: string],
  text: string,
  label = '填写',
): void {
  const place = typeof path === 'string' ? { field: path } : { table: 'indicators', row: path[0], column: path[1] };
  const edit = setText(session.filing, place, text);
  session.perform({ label, path: '', edits: edit ? [edit] : [] });
}

export function expectSaved(session: Session, id: number): void {
  expect(session.saving).toEqual({ state: 'saved' });
  expect(session.filing).toEqual(backend.open(id).filing);
}

export const names = (filing: Filing) => rowsOf(filing, 'indicators').map(({ level3 }) => level3);

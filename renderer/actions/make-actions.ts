import { canMakeFrom } from '../../shared/filing/made-from.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { makeFrom } from '../making.ts';
import type { Session } from '../state/session.ts';
import { type Action, always } from './action.ts';

/** The tables that can be made of the open one, each a command like any other: 由本表生成项目支出绩效自评表. */
export function makeActions(session: Session | null): Action[] {
  if (!session) return [];
  return catalog.all
    .filter((form) => canMakeFrom(form, session.form))
    .map((form) => ({
      id: `make-${form.id}`,
      label: `由本表生成${form.name}${form.region === '全国' ? '' : `（${form.region}）`}`,
      keys: [],
      group: '文件',
      enabled: always,
      run: ({ workspace }) => makeFrom(workspace, session.id, form),
    }));
}

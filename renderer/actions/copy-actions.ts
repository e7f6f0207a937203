import { copyEdits } from '../../shared/filing/propose.ts';
import type { Session } from '../state/session.ts';
import { type Action, always } from './action.ts';

/** The copies that the form of an open table offers, each a command like any other: 年度目标与实施期一致. */
export function copyActions(session: Session | null): Action[] {
  return (session?.form.copies ?? []).map((copy) => ({
    id: `copy-${copy.name}`,
    label: copy.name,
    keys: [],
    group: '编辑',
    enabled: always,
    run: () =>
      session?.perform({ label: copy.name, path: copy.fields[0]?.to ?? '', edits: copyEdits(session.filing, copy) }),
  }));
}

import { copyEdits } from '../../shared/filing/propose.ts';
import type { Form } from '../../shared/form/form.ts';
import type { Session } from '../state/session.ts';
import { type Action, always } from './action.ts';

/**
 * The copies that the form of an open table offers, each a command like any other: 年度目标与实施期一致. With a path, those
 * that change that cell.
 */
export function copyActions(session: Session | null, path: string | null = null): Action[] {
  if (!session) return [];
  const goesTo = ({ fields }: Copy) => fields.some(({ to }) => to === path);
  const changes = (copy: Copy) => copyEdits(session.filing, copy).length > 0;
  return (session.form.copies ?? [])
    .filter((copy) => path === null || (goesTo(copy) && changes(copy)))
    .map((copy) => ({
      id: `copy-${copy.name}`,
      label: copy.name,
      edits: true as const,
      keys: [],
      group: '编辑',
      enabled: always,
      run: () => {
        const to = path ?? copy.fields[0]?.to ?? '';
        session.perform({ label: copy.name, path: to, edits: copyEdits(session.filing, copy) });
      },
    }));
}

type Copy = NonNullable<Form['copies']>[number];

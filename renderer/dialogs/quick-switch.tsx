import { useEffect, useMemo, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { kindWord } from '../../shared/form/kind-words.ts';
import type { ActionContext } from '../actions/action.ts';
import { typeAhead } from '../typed-ahead.ts';
import type { Workspace } from '../workspace.ts';
import { Palette } from './palette.tsx';
import './palette.css';

interface Props {
  context: ActionContext;
  onClose(): void;
}

/** Goes to another filing by a few characters of its name, unit or year; those opened last come first. */
export function QuickSwitch({ context, onClose }: Props) {
  const { workspace } = context;
  const { attempt } = workspace;
  const [filings, setFilings] = useState<readonly FilingSummary[]>([]);
  useEffect(() => attempt(async () => setFilings(await workspace.filings.all())), [workspace, attempt]);
  const items = useMemo(
    () =>
      ordered(filings, workspace).map(({ id, form, name, unit, year }) => ({
        key: String(id),
        label: displayName(name),
        hint: [kindWord(catalog.find(form)), unit, year === null ? '' : `${year} 年`].filter(Boolean).join(' · '),
        run: () => attempt(() => enter(context, id)),
      })),
    [filings, context, workspace, attempt],
  );
  return (
    <Palette
      title="切换到另一张表"
      placeholder="输入项目名称、单位或年度中的几个字，或名称的拼音首字母…"
      items={items}
      onClose={onClose}
    />
  );
}

/** Opens a table and goes on in it: what is typed meanwhile is meant for it. */
function enter(context: ActionContext, id: number): Promise<void> {
  const { workspace } = context;
  return typeAhead(context, async () => {
    await workspace.open(id);
    return workspace.current?.id === id;
  });
}

/** Those opened last first, but the open one after them: Ctrl+G, Enter goes back and forth. Then the last changed. */
function ordered(filings: readonly FilingSummary[], { list, current }: Workspace): FilingSummary[] {
  const recent = list.recent.filter((id) => id !== current?.id);
  const rank = new Map([...recent, ...(current ? [current.id] : [])].map((id, index) => [id, index]));
  const rankOf = ({ id }: FilingSummary) => rank.get(id) ?? rank.size;
  const byTime = (a: FilingSummary, b: FilingSummary) => (a.savedAt < b.savedAt ? 1 : a.savedAt > b.savedAt ? -1 : 0);
  return filings.toSorted((a, b) => rankOf(a) - rankOf(b) || byTime(a, b) || a.id - b.id);
}

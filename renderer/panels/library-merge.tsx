import { Button, Radio } from 'antd';
import { useState } from 'react';
import type { LibraryEntry } from '../../shared/library/library.ts';

interface MergeProps {
  entries: readonly LibraryEntry[];
  onMerge(into: string, ids: string[]): void;
}

/** Asks which of several entries stays; proposed is the most used one. */
export function MergeQuestion({ entries, onMerge }: MergeProps) {
  const [chosen, setChosen] = useState('');
  const most = entries.reduce((best, entry) => (entry.uses > best.uses ? entry : best));
  const into = entries.some(({ id }) => id === chosen) ? chosen : most.id;
  return (
    <fieldset className="merge">
      <legend>合并为一项，保留：</legend>
      <Radio.Group vertical value={into} onChange={(event) => setChosen(event.target.value)}>
        {entries.map(({ id, name, uses }) => (
          <Radio key={id} value={id}>
            {name}（用过 {uses} 次）
          </Radio>
        ))}
      </Radio.Group>
      <Button
        size="small"
        onClick={() =>
          onMerge(
            into,
            entries.map(({ id }) => id),
          )
        }
      >
        合并
      </Button>
    </fieldset>
  );
}

/** Entries that are probably the same, group by group. */
export function DuplicateGroups({
  groups,
  onMerge,
}: {
  groups: readonly LibraryEntry[][];
  onMerge: MergeProps['onMerge'];
}) {
  return (
    <div className="duplicates">
      {groups.length === 0 && <p role="status">没有可能重复的指标</p>}
      {groups.map((entries) => (
        <MergeQuestion key={entries.map(({ id }) => id).join(' ')} entries={entries} onMerge={onMerge} />
      ))}
    </div>
  );
}

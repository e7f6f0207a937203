import { Tree, type TreeDataNode } from 'antd';
import { type Key, useMemo, useState } from 'react';
import { displayName } from '../../shared/filing/display-name.ts';
import type { FoundTable, Hit, Unread } from '../state/found-tables.ts';
import type { Replacing } from '../state/replacing.ts';

interface Props {
  replacing: Replacing;
  replacement: string;
  /** In px. */
  height: number;
}

/** How much of a text is shown before and after what is found in it. */
const AROUND = 24;

/** What was found, table by table, each place with its old and its new text and a box to leave it out. */
export function ReplaceHits({ replacing, replacement, height }: Props) {
  const { tables, unread, left } = replacing;
  /** What the clerk has folded: tables that are found later come unfolded. */
  const [folded, setFolded] = useState<ReadonlySet<Key>>(new Set());
  const nodes = useMemo(
    () => [...unread.map(unreadNode), ...tables.map((table) => nodeOf(table, replacement))],
    [unread, tables, replacement],
  );
  const checked = useMemo(
    () => tables.flatMap(({ hits }) => hits.flatMap((hit) => (isChosen(hit, left) ? hit.key : []))),
    [tables, left],
  );
  return (
    <div className="replace-found">
      <Tree
        aria-label="找到之处"
        checkable
        selectable={false}
        blockNode
        expandedKeys={nodes.flatMap(({ key }) => (folded.has(key) ? [] : key))}
        onExpand={(keys) => setFolded(new Set(nodes.flatMap(({ key }) => (keys.includes(key) ? [] : key))))}
        height={height}
        treeData={nodes}
        checkedKeys={checked}
        onCheck={(keys) => {
          const now = new Set(Array.isArray(keys) ? keys : keys.checked);
          const all = tables.flatMap(({ hits }) => hits.map(({ key }) => key));
          replacing.leave(all.filter((key) => !now.has(key)));
        }}
      />
    </div>
  );
}

function isChosen({ key, refused }: Hit, left: ReadonlySet<string>): boolean {
  return refused === null && !left.has(key);
}

function nodeOf({ id, name, unit, year, hits }: FoundTable, replacement: string): TreeDataNode {
  const about = [unit, year !== null && `${year} 年`, `${hits.length} 处`].filter(Boolean).join(' · ');
  return {
    key: `table ${id}`,
    disableCheckbox: hits.every(({ refused }) => refused !== null),
    title: (
      <>
        {displayName(name)} <small className="replace-about">{about}</small>
      </>
    ),
    children: hits.map((hit) => ({
      key: hit.key,
      disableCheckbox: hit.refused !== null,
      title: <HitText hit={hit} replacement={replacement} />,
    })),
  };
}

function unreadNode({ id, name, why }: Unread): TreeDataNode {
  return {
    key: `table ${id}`,
    checkable: false,
    title: (
      <>
        {displayName(name)} <span className="replace-refused">未能查找：{why}</span>
      </>
    ),
  };
}

function HitText({ hit: { name, text, start, length, refused }, replacement }: { hit: Hit; replacement: string }) {
  const end = start + length;
  const from = Math.max(0, start - AROUND);
  return (
    <>
      <span className="replace-cell">{name}</span>
      {from > 0 && '…'}
      {text.slice(from, start)}
      <del>{text.slice(start, end)}</del>
      {refused === null && replacement !== '' && <ins>{replacement}</ins>}
      {text.slice(end, end + AROUND)}
      {end + AROUND < text.length && '…'}
      {refused !== null && <span className="replace-refused">{refused}</span>}
    </>
  );
}

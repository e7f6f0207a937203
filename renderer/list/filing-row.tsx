import { CaretRightOutlined, LockOutlined } from '@ant-design/icons';
import { Checkbox } from 'antd';
import { type CSSProperties, memo, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { kindWord } from '../../shared/form/kind-words.ts';
import { type Counts, countsInWords, shownSeverities } from '../../shared/review.ts';
import type { Row } from '../state/filing-rows.ts';
import './filing-row.css';
import { Marked, MarkedHit } from './marked.tsx';
import { indentOf, nameOf } from './row-heights.ts';

interface Props {
  row: Row;
  /** The filing of the row; none as long as it is not known. */
  filing: FilingSummary | undefined;
  index: number;
  top: number;
  height: number;
  /** Lines that the name has. */
  lines: 1 | 2;
  /** What tells it from others of its name; '' for nothing. */
  about: string;
  active: boolean;
  current: boolean;
  chosen: 'all' | 'some' | 'none';
  /** Any row is chosen: each shows its box. */
  choosing: boolean;
  words: readonly string[];
  counts: Counts | undefined;
}

/** One row of the list: a group, or a filing with what its review found. */
export const FilingRow = memo(function FilingRow(props: Props) {
  const { row, filing, index, top, height, lines, about, active, current, chosen, choosing, words, counts } = props;
  // Else a row shows its box when it is pointed at, and most never are.
  const [pointed, setPointed] = useState(false);
  const group = row.kind === 'group';
  const name = nameOf(row, filing);
  const found = filing?.found ?? null;
  const states = [group && 'group', active && 'active', current && 'current', chosen === 'all' && 'chosen'];
  const place: CSSProperties = { top, height, paddingLeft: indentOf(row) };
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree keeps the focus and points to its active row
    <div
      id={`filing-row-${index}`}
      data-index={index}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.at}
      aria-setsize={row.of}
      aria-selected={chosen === 'all'}
      aria-current={current || undefined}
      aria-expanded={group ? row.open : undefined}
      className={['filing-row', ...states].filter(Boolean).join(' ')}
      style={place}
      title={name}
      onPointerEnter={() => setPointed(true)}
    >
      {/* The whole of it is for pressing: the box alone is small. Keys choose with Space. */}
      <span className="check" data-check="" aria-hidden="true">
        {(choosing || pointed) && (
          <Checkbox tabIndex={-1} checked={chosen === 'all'} indeterminate={chosen === 'some'} />
        )}
      </span>
      {group && <CaretRightOutlined className="fold" rotate={row.open ? 90 : 0} aria-hidden="true" />}
      <span className="texts">
        <span className={lines === 2 ? 'name two' : 'name'}>
          <Marked text={name} words={group ? NO_WORDS : words} />
        </span>
        {about !== '' && <small className="about">{about}</small>}
        {found !== null && (
          <small className="found">
            <MarkedHit text={found} words={words} />
          </small>
        )}
      </span>
      {filing?.locked && <LockOutlined className="locked" aria-label="已定稿" title="已定稿" />}
      {counts && <RowCounts counts={counts} />}
    </div>
  );
}, looksSame);

/** A list that is read or arranged anew has other objects in it; a row is drawn again only when it looks different. */
function looksSame(a: Props, b: Props): boolean {
  const shown = ({ row, filing, ...rest }: Props) => {
    const own = row.kind === 'group' ? [row.label, row.open] : [filing?.name, filing?.found, filing?.locked];
    return [...Object.values(rest), row.kind, row.level, row.at, row.of, ...own];
  };
  const [before, now] = [shown(a), shown(b)];
  return before.length === now.length && before.every((value, at) => value === now[at]);
}

const NO_WORDS: readonly string[] = [];

/** What tells a filing apart: its kind, where it is no target table, and its year, where no heading tells it. */
export function aboutOf(filing: FilingSummary | undefined, dated: boolean): string {
  if (!filing) return '';
  const { form, year } = filing;
  return [kindWord(catalog.find(form)), dated && year !== null && `${year} 年`].filter(Boolean).join(' · ');
}

/** How many errors stand, else how much is to be filled in yet; a dot for warnings; ✓ where there is nothing of it. */
function RowCounts({ counts }: { counts: Counts }) {
  const shown = shownSeverities.filter((severity) => severity !== 'hint' && counts[severity] > 0);
  const said = countsInWords(counts, shown) || '没有错误和警告';
  return (
    <span className="counts" role="img" aria-label={said} title={said}>
      {counts.error > 0 && <span className="errors">{counts.error}</span>}
      {counts.error === 0 && counts.fill > 0 && <span className="unfilled">{counts.fill}</span>}
      {counts.warning > 0 && <span className="warned" />}
      {shown.length === 0 && <span className="clean">✓</span>}
    </span>
  );
}

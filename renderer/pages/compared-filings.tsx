import type { ComparedRow } from '../../shared/compare/compare-filings.ts';
import { KIND_NAMES } from '../../shared/compare/compare-listing.ts';
import { markChange } from '../../shared/compare/mark-change.ts';
import { amountPrinter } from '../../shared/filing/amount-groups.ts';
import { ChangeHeads } from './change-heads.tsx';
import { Parts } from './changed-parts.tsx';

interface Props {
  /** What the groups of rows are called. */
  group: string;
  heads: [string, string];
  names: [string, string];
  rows: readonly ComparedRow[];
  onOpen(row: ComparedRow): void;
}

/** Two filings value by value, with what changed in each text marked. A click opens the filing at that cell. */
export function FilingsTable({ group, heads, names, rows, onOpen }: Props) {
  if (rows.length === 0) return <p className="nothing">没有变化</p>;
  // Among texts an amount is a text; columns of nothing but amounts are read as such.
  const numeric = rows.every(({ difference }) => difference !== null) ? 'number' : '';
  const print = amountPrinter(
    rows.flatMap(({ before, after, difference }) => (difference ? [before, after, difference.amount] : [])),
  );
  return (
    <table aria-label="逐项对比">
      <thead>
        <tr>
          <th scope="col" className="group">
            {group}
          </th>
          <th scope="col" className="name">
            项目
          </th>
          {heads.map((head, index) => (
            <th scope="col" key={head} className={`value ${numeric}`}>
              {head}
              <small title={names[index]}>{names[index]}</small>
            </th>
          ))}
          <ChangeHeads />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.beforePath} ${row.afterPath}`} className={row.kind} onClick={() => onOpen(row)}>
            <td>{row.group}</td>
            <th scope="row">
              <button type="button" className="text-button">
                {row.name || '（未填名称）'}
              </button>
            </th>
            <Texts row={row} numeric={numeric} print={print} />
            <td className="number">{row.kind === 'same' ? '' : print(row.difference?.amount)}</td>
            <td className="number percent">{row.kind === 'same' ? '' : row.difference?.percent}</td>
            <td>{KIND_NAMES[row.kind]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface TextsProps {
  row: ComparedRow;
  /** Class of the cells. */
  numeric: string;
  print(amount: string): string;
}

function Texts({ row, numeric, print }: TextsProps) {
  const { kind, before, after, difference } = row;
  if (difference || kind === 'same' || kind === 'added' || kind === 'removed')
    return (
      <>
        <td className={numeric}>{difference ? print(before) : before}</td>
        <td className={numeric}>{difference ? print(after) : after}</td>
      </>
    );
  const parts = markChange(before, after);
  return (
    <>
      <td>
        <Parts parts={parts.before} as="del" />
      </td>
      <td>
        <Parts parts={parts.after} as="ins" />
      </td>
    </>
  );
}

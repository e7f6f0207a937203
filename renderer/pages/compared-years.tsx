import { KIND_NAMES, leftOut } from '../../shared/compare/compare-listing.ts';
import type { YearComparison, YearRow, YearTotals } from '../../shared/compare/compare-years.ts';
import { amountPrinter } from '../../shared/filing/amount-groups.ts';
import { groupBy } from '../../shared/group-by.ts';
import { ChangeHeads } from './change-heads.tsx';

interface Props {
  heads: [string, string];
  comparison: YearComparison;
  changesOnly: boolean;
  onOpen(id: number, path: string): void;
  /** Compares the two filings of a project value by value. */
  onCompare(before: number, after: number): void;
}

/** Two years: what all units ask for, then unit by unit its sum and its projects. Amounts in 万元. */
export function YearsTables({ heads, comparison, changesOnly, onOpen, onCompare }: Props) {
  const { rows, units, total } = comparison;
  const shown = groupBy(
    rows.filter((row) => !changesOnly || row.kind !== 'same'),
    (row) => row.unit,
  );
  if (rows.length === 0) return <p className="nothing">这两个年度都没有表，请换一个年度</p>;
  const print = amountPrinter([
    ...rows.flatMap(({ before, after, difference }) => [before?.amount, after?.amount, difference?.amount]),
    ...[...units, total].flatMap(({ before, after, difference }) => [before, after, difference?.amount]),
  ]);
  return (
    <>
      <table className="years-table" aria-label="两个年度对比">
        <thead>
          <tr>
            <th scope="col" className="name">
              单位、项目
            </th>
            <th scope="col" className="number">
              {heads[0]} <small>万元</small>
            </th>
            <th scope="col" className="number">
              {heads[1]} <small>万元</small>
            </th>
            <ChangeHeads />
          </tr>
        </thead>
        <tbody>
          <TotalRow name="合计" totals={total} print={print} />
        </tbody>
        {units.map((unit) => (
          <tbody key={unit.unit}>
            <TotalRow name={unit.unit || '未填单位'} totals={unit} print={print} />
            {(shown.get(unit.unit) ?? []).map((row) => (
              <ProjectRow
                key={`${row.before?.id} ${row.after?.id}`}
                row={row}
                print={print}
                onOpen={onOpen}
                onCompare={onCompare}
              />
            ))}
          </tbody>
        ))}
      </table>
      {leftOut(comparison).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
}

type Print = ReturnType<typeof amountPrinter>;

function TotalRow({ name, totals, print }: { name: string; totals: YearTotals; print: Print }) {
  const { filings, before, after, difference } = totals;
  return (
    <tr className="total">
      <th scope="row">{name}</th>
      <td className="number">
        <small>{filings.before} 张</small> {print(before)}
      </td>
      <td className="number">
        <small>{filings.after} 张</small> {print(after)}
      </td>
      <td className="number">{print(difference?.amount)}</td>
      <td className="number percent">{difference?.percent}</td>
      <td />
    </tr>
  );
}

interface RowProps extends Pick<Props, 'onOpen' | 'onCompare'> {
  row: YearRow;
  print: Print;
}

function ProjectRow({ row, print, onOpen, onCompare }: RowProps) {
  const { kind, name, before, after, difference, changes } = row;
  const id = (after ?? before)?.id ?? 0;
  return (
    <tr className={kind} onClick={() => onOpen(id, '')}>
      <th scope="row">
        <button type="button" className="text-button">
          {name || '（未填名称）'}
        </button>
      </th>
      <td className="number">{print(before?.amount)}</td>
      <td className="number">{print(after?.amount)}</td>
      <td className="number">{print(difference?.amount)}</td>
      <td className="number percent">{difference?.amount === '0' ? '' : difference?.percent}</td>
      <td>
        {kind !== 'changed' && KIND_NAMES[kind]}
        {kind === 'changed' && before && after && (
          <button
            type="button"
            className="text-button"
            aria-label={`${name}：变化 ${changes} 处，逐项对比`}
            onClick={(event) => {
              event.stopPropagation();
              onCompare(before.id, after.id);
            }}
          >
            变化 {changes} 处…
          </button>
        )}
      </td>
    </tr>
  );
}

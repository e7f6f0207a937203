import { amountGroups } from '../../shared/filing/amount-groups.ts';
import { useObservable } from '../state/observable.ts';
import type { SelectionFacts } from '../state/selection-facts.ts';

/** What is selected and how much is typed, in the status bar. */
export function SelectionStatus({ facts }: { facts: SelectionFacts }) {
  const { selected, typed } = useObservable(facts);
  const { cells, sum } = selected;
  return (
    <span className="selection-status">
      {typed ? typedLine(typed.chars, typed.pages, typed.share) : cells > 1 && `选中 ${cells} 格`}
      {!typed && sum !== null && ` 合计 ${amountGroups(sum).join(',')}`}
    </span>
  );
}

function typedLine(chars: number, pages: number | null, share: number | null): string {
  if (pages === null) return `${chars} 字`;
  return `${chars} 字 · ${pages === 1 ? '本页' : `共 ${pages} 页，末页`}已用 ${share}%`;
}

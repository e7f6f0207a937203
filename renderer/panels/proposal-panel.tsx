import { Button, Checkbox, Input, Select } from 'antd';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { cellsOf, type Row, rowsOf, summarise } from '../../shared/filing/filing.ts';
import { pathOf } from '../../shared/filing/path.ts';
import { indicatorTables } from '../../shared/form/form.ts';
import { groupBy } from '../../shared/group-by.ts';
import { libraryTable, placeIndicators, takeOut } from '../../shared/library/choose.ts';
import { projectKind, projectKinds } from '../../shared/library/kinds.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import { nameKey } from '../../shared/library/name-key.ts';
import { proposeSet } from '../../shared/library/propose-set.ts';
import type { ActionContext } from '../actions/action.ts';
import { undoOffer } from '../actions/library-actions.ts';
import { panes } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import { choicesWithinWindow } from '../within-window.ts';
import { referenceText, usesText } from './indicator-details.ts';
import './library.css';

interface Props {
  context: ActionContext;
  session: Session;
}

/**
 * Indicators proposed for the open table: each taken with Space or a click, its value stays for the clerk to fill in.
 */
export function ProposalPanel({ context, session }: Props) {
  const { workspace, grid } = context;
  const library = useObservable(workspace.library);
  useObservable(session);
  const name = summarise(session.form, session.filing).name;
  const [text, setWords] = useState(library.wish?.text ?? name);
  const [chosen, setChosen] = useState<string | null>(library.wish?.kind ?? null);
  const kind = chosen ?? projectKind(text);
  const tables = indicatorTables(session.form);
  // Where the clerk is when the panel opens; it does not follow every step through the page.
  const [table, setTable] = useState(
    () => libraryTable(session.form, grid.current?.selection()?.active.path ?? '') ?? '',
  );
  // The set stays as it is while its rows are taken: what is proposed is worked out for the table as it was.
  const before = useRef(session.filing);
  const { entries } = library;
  const set = useMemo(
    () => proposeSet(session.form, before.current, table, entries, { kind, text }),
    [session, table, entries, kind, text],
  );
  const present = new Map(rowsOf(session.filing, table).map((row, index) => [nameKey(row.level3 ?? ''), index]));
  const left = set.filter(({ entry }) => !present.has(nameKey(entry.name)));
  /** By table and id of a taken indicator what its row held before; null where the row was made for it. */
  const rowsBefore = useRef(new Map<string, Row | null>());

  const take = (chosenOnes: readonly LibraryEntry[]): boolean => {
    if (chosenOnes.length === 0 || !workspace.commitDraft()) return false;
    const { edits, row, before: rows } = placeIndicators(session.form, session.filing, table, chosenOnes);
    for (const [id, held] of rows) rowsBefore.current.set(`${table} ${id}`, held);
    const path = pathOf({ table, row, column: 'level3' });
    const label = chosenOnes.length === 1 ? `采用指标${chosenOnes[0]?.name}` : `采用 ${chosenOnes.length} 项指标`;
    if (!session.perform({ label, path, edits })) return false;
    grid.current?.select(path);
    workspace.say(`已采用 ${chosenOnes.length} 项，请填写指标值`, undoOffer(context, session, '撤销采用'));
    return true;
  };
  /** Takes all that are left, and goes on in the table at the first of them: its value is to be filled in. */
  const takeAll = () => {
    if (!take(left.map(({ entry }) => entry))) return;
    const names = new Set(left.map(({ entry }) => nameKey(entry.name)));
    const row = rowsOf(session.filing, table).findIndex(({ level3 = '' }) => names.has(nameKey(level3)));
    grid.current?.select(pathOf({ table, row, column: 'value' }));
    panes.focus('table');
  };
  const giveBack = (entry: LibraryEntry, row: number) => {
    if (!workspace.commitDraft()) return;
    const { level1: _1, level2: _2, level3: _3, ...rest } = rowsOf(session.filing, table)[row] ?? {};
    const held = rowsBefore.current.get(`${table} ${entry.id}`) ?? null;
    if (cellsOf(rest).some(([column, text]) => text.trim() !== (held?.[column] ?? '').trim()))
      return workspace.say(`“${entry.name}”已填指标值等内容，请在表中删除`);
    const change = takeOut(session.filing, { table, row }, held);
    const path = pathOf({ table, row: Math.max(change.row, 0), column: 'level3' });
    if (!session.perform({ label: `不采用指标${entry.name}`, path, edits: change.edits })) return;
    grid.current?.select(path);
    workspace.say(`已取消采用“${entry.name}”`);
  };

  return (
    <section className="proposal-panel" aria-label="推荐指标" onKeyDown={moveBetweenBoxes}>
      <div className="labelled">
        <label htmlFor="proposal-text">项目名称或简介</label>
        <Input.TextArea
          id="proposal-text"
          autoSize={{ minRows: 1, maxRows: 4 }}
          value={text}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {tables.length > 1 && (
        <div className="labelled">
          <label htmlFor="proposal-table">放入哪张表</label>
          <Select
            builtinPlacements={choicesWithinWindow}
            id="proposal-table"
            value={table}
            options={tables.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setTable}
          />
        </div>
      )}
      <div className="labelled">
        <label htmlFor="proposal-kind">项目类型</label>
        <Select
          builtinPlacements={choicesWithinWindow}
          id="proposal-kind"
          value={kind}
          options={projectKinds.map((one) => ({ value: one, label: one }))}
          onChange={setChosen}
        />
      </div>
      <div className="buttons">
        <Button size="small" type="primary" disabled={left.length === 0} onClick={takeAll}>
          全部采用（{left.length}）
        </Button>
        <h3 role="status" data-first tabIndex={-1}>
          {statusOf(tables.length, library.loaded, left.length)}
        </h3>
      </div>
      {[...groupBy(set, ({ levels }) => `${levels.level1} · ${levels.level2}`)].map(([level, inLevel]) => (
        <fieldset key={level}>
          <legend>{level}</legend>
          {inLevel.map(({ entry }) => {
            const row = present.get(nameKey(entry.name));
            return (
              <Checkbox
                key={entry.id}
                checked={row !== undefined}
                onChange={() => (row === undefined ? take([entry]) : giveBack(entry, row))}
              >
                {entry.name} <small>{row === undefined ? hintOf(entry) : '已在表中'}</small>
              </Checkbox>
            );
          })}
        </fieldset>
      ))}
    </section>
  );
}

function statusOf(tables: number, loaded: boolean, left: number): string {
  if (tables === 0) return '这种表没有指标';
  if (!loaded) return '正在加载…';
  return left === 0 ? '推荐的指标已全部采用' : `还可采用 ${left} 项`;
}

function hintOf(entry: LibraryEntry): string {
  return [referenceText(entry), usesText(entry)].filter((text) => text !== '').join('；');
}

/** The arrow keys go from one indicator to the next. */
function moveBetweenBoxes(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>('[type=checkbox]')];
  const target = event.target as HTMLElement;
  const at = boxes.indexOf(target);
  // From the heading they lead to the first one.
  if (step === undefined || (at < 0 && !target.matches('[data-first]'))) return;
  event.preventDefault();
  boxes[Math.max(0, Math.min(at + step, boxes.length - 1))]?.focus();
}

import { Button } from 'antd';
import { useRef } from 'react';
import { displayName } from '../../shared/filing/display-name.ts';
import { summarise, typedText } from '../../shared/filing/filing.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { pathOf, placeOf } from '../../shared/filing/path.ts';
import { placeName } from '../../shared/filing/place-name.ts';
import { clashPath } from '../../shared/filing/rebase.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { ActionContext } from '../actions/action.ts';
import { showAt } from '../actions/show-at.ts';
import { panes } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import { lostText, type OpenClash } from '../state/open-clash.ts';
import type { Session } from '../state/session.ts';
import './clash.css';
import { useKeptFocus } from './kept-focus.ts';
import './report.css';

/** Most clashes that are listed at a time; the next ones come as these are settled. */
const MOST = 100;

/** Texts that were typed here and not saved, each beside what its cell holds now: one click takes either. */
export function ClashPanel({ context }: { context: ActionContext }) {
  const { workspace } = context;
  const { clashes, current } = useObservable(workspace.sessions);
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);
  if (clashes.length === 0) return null;
  const onShow = (id: number, path: string) =>
    workspace.attempt(async () => {
      await showAt(context, id, path);
    });
  // A merged level cell is one text in several rows.
  const alike = [
    ...groupBy(clashes, ({ session, clash: { place, mine, theirs, id } }) =>
      'field' in place ? `${session.id} ${id}` : JSON.stringify([session.id, place.column, mine, theirs]),
    ).values(),
  ].flatMap(([first, ...rest]): [typeof first & object, ...typeof rest][] => (first ? [[first, ...rest]] : []));
  const settle = (chosen: typeof clashes, choice: 'mine' | 'theirs') => {
    workspace.sessions.settle(chosen, choice);
    // The button that was pressed goes: the next one takes the focus, or the table does.
    if (workspace.sessions.clashes.length > 0) return;
    workspace.frame.closeTab('clash');
    panes.focus('table');
  };
  return (
    <section className="report clashes" aria-label="未保存的内容" ref={box}>
      <header>
        <h2>请选择保留哪一个（{alike.length}）</h2>
        {alike.length > 1 && (
          <Button size="small" onClick={() => settle(clashes, 'theirs')}>
            全部用已保存的
          </Button>
        )}
      </header>
      <p>下列各处在您填写时已在另一个窗口修改，或您填写的未能保存。两处内容都还在，点一下即可选用。</p>
      <ul>
        {alike.slice(0, MOST).map((same) => (
          <li key={`${same[0].session.id} ${same[0].clash.id}`}>
            <One
              {...same[0]}
              others={same.length - 1}
              named={same[0].session !== current}
              onShow={onShow}
              onChoose={(choice) => settle(same, choice)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OneProps {
  session: Session;
  clash: OpenClash;
  /** How many further rows have the same two texts in this column. */
  others: number;
  /** Of another table than the open one, whose name is told. */
  named: boolean;
  onShow(id: number, path: string): void;
  onChoose(choice: 'mine' | 'theirs'): void;
}

function One({ session, clash, others, named, onShow, onChoose }: OneProps) {
  const { form, filing, id } = session;
  const path = clashPath(filing, clash);
  const there = path === null ? null : typedText(filing, placeOf(path));
  const name = placeName(form, path ?? pathOf(clash.place));
  return (
    <>
      <Button type="link" size="small" className="line" onClick={() => onShow(id, path ?? '')}>
        {named && `${displayName(shorten(summarise(form, filing).name))}：`}
        {lostText(form, filing, clash)}
        {others > 0 && ` 等 ${others + 1} 行`}
        {path === null && '（此行已删除）'}
      </Button>
      <div className="sides">
        <Side title="您填写的" text={clash.mine} of={name} onChoose={() => onChoose('mine')} />
        <Side title="已保存的" text={clash.theirs} of={name} onChoose={() => onChoose('theirs')} />
      </div>
      {there !== null && there !== clash.theirs && <p>表中现在是：{shorten(there, 100) || '（空）'}</p>}
    </>
  );
}

function Side({ title, text, of, onChoose }: { title: string; text: string | null; of: string; onChoose(): void }) {
  return (
    <section aria-label={`${of} ${title}`}>
      <h3>{title}</h3>
      <div className="text">{text === null ? '（行已删除）' : text || '（空）'}</div>
      <Button size="small" onClick={onChoose} aria-label={`${of}用${title}`}>
        用这个
      </Button>
    </section>
  );
}

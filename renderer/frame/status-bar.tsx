import { CheckOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Progress } from 'antd';
import { memo, useRef } from 'react';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import { countProblems } from '../../shared/review.ts';
import { useAfterPaint } from '../after-paint.ts';
import { clockName } from '../day-name.ts';
import { usePane } from '../panes.ts';
import { type Observable, useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import { useSorted } from '../state/use-sorted.ts';
import type { Zoom, ZoomMode } from '../state/zoom.ts';
import type { Workspace } from '../workspace.ts';
import { SelectionStatus } from './selection-status.tsx';
import './status-bar.css';

interface Props {
  workspace: Workspace;
}

/** How things are: saved or not, pages, what is selected, what the checks find, the zoom. What is done is told elsewhere. */
export function StatusBar({ workspace }: Props) {
  const { current, waitingElsewhere } = useObservable(workspace.sessions);
  const { away, view } = useObservable(workspace.frame);
  const { open } = useObservable(workspace.books);
  const book = view === 'books' ? open : null;
  const shown = away ? null : current;
  const element = useRef<HTMLElement>(null);
  usePane('status', { element });
  return (
    <footer className="status" ref={element}>
      {book && <SaveState saved={book} />}
      {current && (
        <SaveState
          saved={current}
          onlyFailed={book !== null}
          onElsewhere={() => workspace.attempt(() => workspace.saveElsewhere())}
        />
      )}
      {waitingElsewhere > 0 && (
        <span className="failed" role="status">
          另有 {waitingElsewhere} 张表未能保存（按 Ctrl+S 重试）
        </span>
      )}
      <BackupState workspace={workspace} />
      {shown && <Pages session={shown} workspace={workspace} />}
      {!away && <SelectionStatus facts={workspace.selectionFacts} />}
      <span className="apart" />
      <JobState workspace={workspace} />
      {shown && <Found session={shown} workspace={workspace} />}
      {!away && <ZoomControl zoom={workspace.zoom} />}
    </footer>
  );
}

/** Something that is saved by itself. */
type Saved = Observable & Pick<Session, 'saving' | 'savedAt'>;

interface SaveStateProps {
  saved: Saved;
  /** Nothing is said as long as all goes well. */
  onlyFailed?: boolean;
  onElsewhere?(): void;
}

function SaveState({ saved, onlyFailed = false, onElsewhere }: SaveStateProps) {
  const { saving, savedAt } = useObservable(saved);
  if (onlyFailed && saving.state !== 'failed') return null;
  return (
    <span data-save-state={saving.state} className={saving.state === 'failed' ? 'failed' : ''} role="status">
      {saving.state === 'saved' && (
        <>
          <CheckOutlined aria-hidden /> 已保存 {clockName(savedAt)}
        </>
      )}
      {saving.state === 'saving' && '正在保存…'}
      {saving.state === 'failed' && (
        <>
          {withCause(saving.reason)}（按 Ctrl+S 重试）
          {onElsewhere && (
            <Button size="small" type="link" onClick={onElsewhere}>
              另存为 Excel…
            </Button>
          )}
        </>
      )}
    </span>
  );
}

/** That backups fail: what to do about it is said in 设置. */
function BackupState({ workspace: { backups, frame } }: Props) {
  const { problem } = useObservable(backups);
  if (problem === null) return null;
  return (
    <Button type="text" size="small" className="failed" title={problem} onClick={() => frame.show('settings')}>
      备份未完成
    </Button>
  );
}

function Pages({ session, workspace }: Props & { session: Session }) {
  useObservable(session);
  const { seal } = useObservable(workspace.preferences);
  const { path } = useObservable(workspace.selectionFacts).selected;
  // A cell that was just entered is painted before the pages are counted.
  const { screen, pages } = useAfterPaint(session.sheet(seal));
  // Rows that are still empty are shown on pages that are not printed.
  const page = Math.min(pages, pageOf(screen, path));
  return (
    <span className="pages" title={`打印共 ${pages} 页`}>
      第 {page}/{pages} 页
    </span>
  );
}

/** The page of the cell that is selected, counted from 1; the first where none is. */
function pageOf(sheet: Sheet, key: string): number {
  const cell = sheetIndex(sheet).find(key);
  return 1 + ((cell && sheet.rows[cell.row]?.page) ?? 0);
}

function Found({ session, workspace }: Props & { session: Session }) {
  const sorted = useSorted(workspace.review, session);
  if (!sorted) return null;
  const { error, warning, fill } = countProblems(sorted.standing);
  const text = [fill > 0 && `待填 ${fill} 项`, (fill === 0 || error + warning > 0) && `错误 ${error} 警告 ${warning}`];
  return <FoundButton text={text.filter(Boolean).join(' ')} frame={workspace.frame} />;
}

/** Most steps change no count: the button is drawn again with another text only. */
const FoundButton = memo(function FoundButton({ text, frame }: { text: string; frame: Workspace['frame'] }) {
  return (
    <Button type="text" size="small" className="found" onClick={() => frame.showTab('review')}>
      {text}
    </Button>
  );
});

function JobState({ workspace }: Props) {
  const { job } = useObservable(workspace.jobs);
  const { dialog } = useObservable(workspace.frame);
  // The dialog of an import shows it already.
  if (!job || dialog?.kind === 'import') return null;
  const { doing, done, total, name } = job;
  return (
    <span className="job">
      <span title={name}>
        正在{doing} {done} / {total}
        {name !== undefined && `：${name}`}
      </span>
      <Progress
        size="small"
        showInfo={false}
        percent={Math.round((done / total) * 100)}
        style={{ width: 90 }}
        aria-label={`${doing}进度`}
      />
      <Button
        size="small"
        type="link"
        disabled={job.ending === true}
        onClick={() => workspace.attempt(() => workspace.jobs.cancel())}
      >
        {job.ending ? '正在取消…' : `取消${doing}`}
      </Button>
    </span>
  );
}

const FITS: { key: string; mode: ZoomMode; label: string }[] = [
  { key: 'width', mode: 'width', label: '适合宽度' },
  { key: 'page', mode: 'page', label: '整页' },
  ...[0.5, 0.75, 1, 1.25, 1.5, 2].map((mode) => ({ key: String(mode), mode, label: `${mode * 100} %` })),
];

function ZoomControl({ zoom }: { zoom: Zoom }) {
  const { mode, scale } = useObservable(zoom);
  const name = mode === 'width' ? '适宽' : mode === 'page' ? '整页' : '固定';
  return (
    <span className="zoom">
      <Button size="small" type="text" icon={<MinusOutlined />} aria-label="缩小页面" onClick={() => zoom.step(-1)} />
      <Dropdown
        trigger={['click']}
        menu={{
          items: FITS.map(({ key, label }) => ({ key, label })),
          selectable: true,
          selectedKeys: [String(mode)],
          onClick: ({ key }) => zoom.set(FITS.find((fit) => fit.key === key)?.mode ?? 'width'),
        }}
      >
        <Button size="small" type="text" className="scale">
          {Math.round(scale * 100)} % {name}
        </Button>
      </Dropdown>
      <Button size="small" type="text" icon={<PlusOutlined />} aria-label="放大页面" onClick={() => zoom.step(1)} />
    </span>
  );
}

/** Some reasons say already that nothing was saved. */
function withCause(reason: string): string {
  return reason.includes('未能保存') ? reason : `未能保存：${reason}`;
}

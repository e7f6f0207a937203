import { Button, Tag } from 'antd';
import type { FilePlan, PlannedTable } from '../../shared/api.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import type { ActionContext } from '../actions/action.ts';
import { showAt } from '../actions/show-at.ts';
import { useObservable } from '../state/observable.ts';
import { countNotes, type Imported } from '../state/report.ts';
import { ImportNotes } from './import-notes.tsx';
import './import-panel.css';

/** Most tables that are listed; the list on the left has them all. */
const MOST = 200;

/** What came of the last import: each table with what is to be checked of it, a click away from its cell. */
export function ImportPanel({ context }: { context: ActionContext }) {
  const { workspace } = context;
  const { imported } = useObservable(workspace.reports);
  if (!imported) return null;
  const { files, undo } = imported;
  const count = countNotes(imported);
  const tables = files.reduce((sum, file) => sum + file.tables.length, 0);
  const show = (id: number, path: string) =>
    workspace.attempt(async () => {
      await showAt(context, id, path);
    });
  // What is to be checked comes first.
  const [told, silent] = [
    files.map((file) => ({ ...file, tables: file.tables.filter(({ notes }) => notes.length > 0) })),
    files.map((file) => ({ ...file, tables: file.tables.filter(({ notes }) => notes.length === 0), notes: [] })),
  ];
  const listed = [...told, ...silent].filter((file) => file.tables.length > 0 || file.notes.length > 0);
  return (
    <section className="report import-panel" aria-label="导入结果">
      <header>
        <h2>{count > 0 ? `导入结果：需核对 ${count} 处` : `导入结果：共 ${tables} 张表`}</h2>
        {undo !== null && (
          <Button size="small" onClick={() => workspace.attempt(() => workspace.imports.undo(imported))}>
            撤销导入
          </Button>
        )}
      </header>
      {listed.map((file) => (
        <OfFile key={`${file.file} ${file.tables[0]?.index}`} imported={imported} file={file} onShow={show} />
      ))}
    </section>
  );
}

interface OfFileProps {
  imported: Imported;
  file: FilePlan;
  onShow(id: number, path: string): void;
}

function OfFile({ imported, file: { file, tables, notes }, onShow }: OfFileProps) {
  return (
    <>
      <h3>{file}</h3>
      <ImportNotes notes={notes} file={file} />
      {tables.slice(0, MOST).map((table) => (
        <OfTable key={table.index} imported={imported} table={table} file={file} onShow={onShow} />
      ))}
      {tables.length > MOST && <p>另有 {tables.length - MOST} 张，见左侧列表</p>}
    </>
  );
}

function OfTable({ imported, table, file, onShow }: Omit<OfFileProps, 'file'> & { table: PlannedTable; file: string }) {
  const { ids, choices, undo } = imported;
  const { index, name, notes } = table;
  const id = ids[index] ?? null;
  const how = choices.get(index);
  const called = displayName(name);
  // What was taken back is in 回收站, and not to be opened from here.
  const there = id !== null && undo !== null;
  return (
    <div className="import-table">
      {there ? (
        <Button type="link" size="small" className="line" onClick={() => onShow(id, '')}>
          {called}
        </Button>
      ) : (
        <span>{called}</span>
      )}
      {how === 'skip' && <Tag variant="outlined">跳过</Tag>}
      {how === 'replace' && <Tag variant="outlined">覆盖</Tag>}
      {notes.length > 0 && (
        <ImportNotes notes={notes} file={file} {...(there && { onShow: (path) => onShow(id, path) })} />
      )}
    </div>
  );
}

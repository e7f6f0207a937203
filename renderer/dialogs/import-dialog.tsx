import { Button, Modal, Progress } from 'antd';
import { countHows } from '../state/import-choices.ts';
import type { Jobs } from '../state/jobs.ts';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';
import { ImportTables } from './import-tables.tsx';

/** How far files are read and tables are written; and in between what is to become of the tables that were read. */
export function ImportDialog({ workspace: { imports, jobs, attempt } }: { workspace: Workspace }) {
  const { draft } = useObservable(imports);
  const { job } = useObservable(jobs);
  const busy = job?.doing === '导入';
  const cancel = () => attempt(() => imports.cancel());
  if (busy || !draft)
    return (
      <Modal
        open
        centered
        title="导入"
        width={480}
        mask={{ closable: false }}
        onCancel={cancel}
        footer={
          <Button onClick={cancel} loading={job?.ending === true} autoFocus>
            取消导入
          </Button>
        }
      >
        {busy && <Going job={job} />}
      </Modal>
    );
  const { add, replace } = countHows(draft.choices);
  return (
    <Modal
      open
      centered
      title="导入"
      width={860}
      mask={{ closable: false }}
      okText={add + replace > 0 ? `导入 ${add + replace} 张` : '全部跳过'}
      okButtonProps={{ autoFocus: true }}
      cancelText="取消"
      onOk={() => attempt(() => imports.take())}
      onCancel={cancel}
    >
      <ImportTables draft={draft} imports={imports} />
    </Modal>
  );
}

function Going({ job: { done, total, name } }: { job: NonNullable<Jobs['job']> }) {
  return (
    <>
      <p>
        正在导入 {done} / {total}
        {name !== undefined && `：${name}`}
      </p>
      <Progress percent={Math.round((done / total) * 100)} showInfo={false} aria-label="导入进度" />
    </>
  );
}

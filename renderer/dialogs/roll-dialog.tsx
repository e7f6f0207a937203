import { Alert, Modal, Progress, Select, Table } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { rollable, yearsOf } from '../budget-year.ts';
import { KindAndName } from '../kind-and-name.tsx';
import { type Amounts, nextYear, rollForward, thereIn } from '../other-years.ts';
import { useObservable } from '../state/observable.ts';
import { choicesWithinWindow } from '../within-window.ts';
import type { Workspace } from '../workspace.ts';
import { AmountsChoice } from './amounts-choice.tsx';
import { useFirstFocus } from './first-focus.ts';
import './roll-dialog.css';
import { YearBox } from '../year-box.tsx';
import { useSending } from './use-sending.ts';

interface Props {
  workspace: Workspace;
  ids: readonly number[];
  /** The year all of whose tables are asked for; another one can be chosen. */
  from: number | undefined;
  onClose(): void;
}

/** Asks which filings are rolled forward, to which year, and what becomes of their amounts; stays until it is done. */
export function RollDialog({ workspace, ids: asked, from: first, onClose }: Props) {
  const [from, setFrom] = useState(first);
  const [saidYear, setYear] = useState<number | null>();
  const [amounts, setAmounts] = useState<Amounts>('keep');
  const [all, setAll] = useState<readonly FilingSummary[]>(() => workspace.filings.shown());
  useEffect(() => workspace.attempt(async () => setAll(await workspace.filings.all())), [workspace]);
  const own = useMemo(() => {
    const wanted = new Set(asked);
    return all.filter(({ id }) => wanted.has(id));
  }, [all, asked]);
  const year = saidYear === undefined ? nextYear(workspace, own) : saidYear;
  const filings = useMemo(
    () => (from !== undefined && from !== first ? rollable(all, from) : own),
    [all, own, from, first],
  );
  const { outline } = workspace.filings;
  const sources = useMemo(() => yearsOf(outline).filter((one) => rollable(outline, one).length > 0), [outline]);
  const there = useMemo(() => thereIn(filings, all, year), [filings, all, year]);
  /** What the clerk has said of a row; without it those are chosen that are not there yet. */
  const [said, setSaid] = useState<ReadonlyMap<number, boolean>>(new Map());
  const chosen = filings.map(({ id }) => id).filter((id) => said.get(id) ?? !there.has(id));
  const begin = useFirstFocus();
  const { sending: rolling, refused, send } = useSending();
  const { job } = useObservable(workspace.jobs);

  const roll = () => {
    if (year !== null && chosen.length > 0) send(() => rollForward(workspace, chosen, year, amounts).then(onClose));
  };
  return (
    <Modal
      open
      centered
      title="结转下年"
      width={680}
      okText={`结转 ${chosen.length} 张`}
      cancelText={rolling ? '取消结转' : '取消'}
      mask={{ closable: !rolling }}
      okButtonProps={{ disabled: year === null || chosen.length === 0, loading: rolling }}
      onOk={roll}
      onCancel={() => {
        if (rolling) workspace.attempt(() => workspace.jobs.cancel());
        else onClose();
      }}
    >
      <form
        className="roll"
        aria-label="结转下年"
        onSubmit={(event) => {
          event.preventDefault();
          roll();
        }}
      >
        {refused !== '' && <Alert type="error" role="alert" title={refused} />}
        {/* With a second field Enter would send nothing; the button that is seen stands outside of the form. */}
        <button type="submit" hidden />
        <div className="roll-to">
          {from !== undefined && (
            <>
              <label htmlFor="roll-from">把</label>
              <Select<number>
                builtinPlacements={choicesWithinWindow}
                id="roll-from"
                value={from}
                disabled={rolling}
                options={sources.map((value) => ({ value, label: `${value} 年度` }))}
                onChange={(next) => {
                  setFrom(next);
                  setYear(next + 1);
                  setSaid(new Map());
                }}
              />
            </>
          )}
          <label htmlFor="roll-year">结转到</label>
          <YearBox
            id="roll-year"
            ref={begin}
            value={year}
            onChange={setYear}
            onFocus={(event) => event.target.select()}
          />
          年度
          <AmountsChoice label="金额" amounts={amounts} onChange={setAmounts} />
        </div>
        <Table<FilingSummary>
          size="small"
          rowKey="id"
          virtual
          pagination={false}
          scroll={{ y: 240, x: 600 }}
          dataSource={filings}
          rowSelection={{
            columnWidth: 40,
            selectedRowKeys: chosen,
            onChange: (keys) => {
              const now = new Set(keys.map(Number));
              setSaid(new Map(filings.map(({ id }) => [id, now.has(id)])));
            },
            getCheckboxProps: ({ name }) => ({ 'aria-label': displayName(name) }),
          }}
          columns={[
            {
              title: '项目',
              key: 'name',
              ellipsis: true,
              width: 240,
              render: (_, { name, form }) => <KindAndName name={name} form={form} />,
            },
            { title: '单位', key: 'unit', ellipsis: true, width: 160, dataIndex: 'unit' },
            { title: '年度', key: 'year', width: 64, dataIndex: 'year' },
            {
              title: year === null ? '' : `${year} 年度`,
              key: 'there',
              width: 96,
              render: (_, { id }) => (there.has(id) ? '已有' : '没有'),
            },
          ]}
        />
        {rolling && job && (
          <Progress percent={Math.round((job.done / Math.max(job.total, 1)) * 100)} aria-label="结转的进度" />
        )}
        <p role="status" className="about-roll">
          {there.size > 0 && `其中 ${there.size} 张在 ${year} 年度已有。`}
          年度、实施期和文字中的年份一起后移；打开后，上年数值在旁边对照。
        </p>
      </form>
    </Modal>
  );
}

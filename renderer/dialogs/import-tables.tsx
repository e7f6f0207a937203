import { Collapse, Flex, Radio, Table, type TableColumnsType, Tag } from 'antd';
import type { PlannedTable } from '../../shared/api.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { ImportNotes } from '../panels/import-notes.tsx';
import { type How, howsOf } from '../state/import-choices.ts';
import type { Draft, Imports } from '../state/imports.ts';
import './import-tables.css';

interface Props {
  draft: Draft;
  imports: Imports;
}

/** A table with the file that it came from. */
type Line = PlannedTable & { file: string };

/** How high what stands around the list is, in px, and the list at the least. Longer lists are drawn as far as seen. */
const AROUND = 400;
const LEAST = 180;
const MANY = 60;

/** What asks for the clerk's word comes first. */
const ORDER: readonly PlannedTable['state'][] = ['doubtful', 'there', 'new'];

/** The tables that were read: which are new, there already or doubtful, with what is to become of each. */
export function ImportTables({ draft: { files, choices }, imports }: Props) {
  const lines = files
    .flatMap(({ file, tables }) => tables.map((table): Line => ({ ...table, file })))
    .toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const columns: TableColumnsType<Line> = [
    { title: '表', dataIndex: 'name', ellipsis: true, render: (_, line) => <Named {...line} /> },
    ...(files.length > 1 ? [{ title: '文件', dataIndex: 'file', width: 150, ellipsis: true }] : []),
    { title: '年度', dataIndex: 'year', width: 64 },
    { title: '状态', key: 'state', width: 170, render: (_, line) => <State {...line} /> },
    {
      title: '处理',
      key: 'how',
      width: 190,
      render: (_, line) => (
        <Radio.Group
          size="small"
          optionType="button"
          aria-label={`${displayName(line.name)}：处理`}
          value={choices.get(line.index)}
          options={howsOf(line).map((how) => ({ value: how, label: labelOf(how, line) }))}
          onChange={(event) => imports.choose(line.index, event.target.value as How)}
        />
      ),
    },
  ];
  return (
    <div className="import-tables">
      <Found draft={{ files, choices }} lines={lines} imports={imports} />
      <Table<Line>
        size="small"
        rowKey="index"
        columns={columns}
        dataSource={lines}
        pagination={false}
        virtual={lines.length > MANY}
        scroll={{ y: Math.max(LEAST, window.innerHeight - AROUND), ...(lines.length > MANY && { x: 800 }) }}
        expandable={{
          showExpandColumn: lines.some(({ notes }) => notes.length > 0),
          rowExpandable: ({ notes }) => notes.length > 0,
          expandedRowRender: ({ notes, file }) => <ImportNotes notes={notes} file={file} />,
        }}
      />
      <Collapse
        size="small"
        ghost
        items={files.flatMap(({ file, notes }) =>
          notes.length === 0
            ? []
            : {
                key: file,
                label: `${file}：另有 ${notes.length} 处需核对`,
                children: <ImportNotes notes={notes} file={file} />,
              },
        )}
      />
    </div>
  );
}

const labelOf = (how: How, { state }: PlannedTable): string =>
  how === 'skip' ? '跳过' : how === 'replace' ? '覆盖' : state === 'there' ? '另存' : '导入';

/** How many of each kind there are, and one choice for all that are there already. */
function Found({
  draft: { files, choices },
  lines,
  imports,
}: { draft: Pick<Draft, 'files' | 'choices'> } & {
  lines: readonly Line[];
  imports: Imports;
}) {
  const of = (state: PlannedTable['state']) => lines.filter((line) => line.state === state);
  const there = of('there');
  const counts = [`新 ${of('new').length}`, `已存在 ${there.length}`, `需核对 ${of('doubtful').length}`];
  const hows = new Set(there.map(({ index }) => choices.get(index)));
  const [file] = files;
  return (
    <Flex wrap align="center" justify="space-between" gap={8}>
      <span>
        {files.length === 1 ? `${file?.file} ` : `${files.length} 个文件`}中有 {lines.length} 张表：{counts.join('，')}
      </span>
      {there.length > 0 && (
        <span>
          {there.length} 张已存在：
          <Radio.Group
            size="small"
            optionType="button"
            aria-label="已存在的表：全部"
            value={hows.size === 1 ? [...hows][0] : null}
            options={[
              { value: 'skip', label: '跳过' },
              { value: 'replace', label: '覆盖' },
              { value: 'add', label: '另存' },
            ]}
            onChange={(event) => imports.chooseAllThere(event.target.value as How)}
          />
        </span>
      )}
    </Flex>
  );
}

function Named({ name, unit, form }: Line) {
  return (
    <>
      <div className="import-name" title={name}>
        {displayName(name)}
      </div>
      <div className="import-about">{[unit, catalog.find(form)?.name].filter(Boolean).join(' · ')}</div>
    </>
  );
}

function State({ state, equal, notes }: Line) {
  const doubts = notes.filter(({ severity }) => severity !== 'hint').length;
  return (
    <>
      {state === 'new' && <Tag variant="outlined">新</Tag>}
      {state === 'there' && <Tag variant="outlined">{equal ? '已存在，相同' : '已存在，不同'}</Tag>}
      {doubts > 0 && (
        <Tag variant="outlined" color="warning">
          需核对 {doubts}
        </Tag>
      )}
    </>
  );
}

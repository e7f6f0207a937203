import { Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { projectKind, projectKinds } from '../../shared/library/kinds.ts';
import { sentenceOf } from '../faults.ts';
import type { NewFilingWish } from '../library.ts';
import './library.css';

interface Props {
  year: number;
  onCancel(): void;
  /** Rejects with why the filing could not be made. */
  onCreate(wish: NewFilingWish): Promise<void>;
}

/**
 * Asks for form and year of a new filing, and what its project is; Enter takes what is proposed. It stays with what was
 * typed until the filing is made.
 */
export function NewFiling({ year, onCancel, onCreate }: Props) {
  const [form, setForm] = useState(catalog.all[0]?.id ?? '');
  const [chosen, setChosen] = useState<number | null>(null);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [chosenKind, setKind] = useState<string | null>(null);
  const kind = chosenKind ?? projectKind(`${description} ${name}`);
  const [making, setMaking] = useState(false);
  const [refused, setRefused] = useState('');
  const create = () => {
    if (making) return;
    setMaking(true);
    setRefused('');
    onCreate({ form, year: chosen ?? year, name: name.trim(), description: description.trim(), kind })
      .catch((error: unknown) => setRefused(sentenceOf(error)))
      .finally(() => setMaking(false));
  };
  return (
    <Modal open title="新建绩效目标表" okText="新建" cancelText="取消" onOk={create} onCancel={onCancel}>
      <form
        className="new-filing"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
          const target = event.target as HTMLElement;
          // In the description Enter begins a new line; in the list of kinds it chooses.
          const own = target.matches('textarea') ? !event.ctrlKey : target.matches('[aria-expanded=true]');
          if (own) return;
          event.preventDefault();
          create();
        }}
      >
        <FormChoice form={form} onChoose={setForm} />
        <label htmlFor="new-filing-year">
          预算年度{' '}
          <InputNumber
            id="new-filing-year"
            min={1990}
            max={2100}
            precision={0}
            value={chosen ?? year}
            onChange={setChosen}
          />
        </label>
        <div className="labelled">
          <label htmlFor="new-filing-name">项目名称（可不填）</label>
          <Input id="new-filing-name" value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        <div className="labelled">
          <label htmlFor="new-filing-description">项目简介（可不填，用来推荐指标）</label>
          <Input.TextArea
            id="new-filing-description"
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </div>
        <div className="labelled">
          <label htmlFor="new-filing-kind">项目类别</label>
          <Select
            id="new-filing-kind"
            value={kind}
            options={projectKinds.map((one) => ({ value: one, label: one }))}
            onChange={setKind}
          />
        </div>
        {refused !== '' && <p role="alert">{refused}</p>}
      </form>
    </Modal>
  );
}

/** Takes the focus as soon as it stands, so that an Enter that follows at once is not lost on the table. */
function FormChoice({ form, onChoose }: { form: string; onChoose(form: string): void }) {
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.querySelector<HTMLElement>('input:checked')?.focus(), []);
  return (
    <Radio.Group ref={group} value={form} onChange={(event) => onChoose(event.target.value)} aria-label="表样">
      {catalog.all.map((candidate) => (
        <Radio key={candidate.id} value={candidate.id}>
          {candidate.name}（{candidate.region}）
        </Radio>
      ))}
    </Radio.Group>
  );
}

import { InputNumber, Modal, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { catalog } from '../../shared/form/catalog/catalog.ts';

interface Props {
  year: number;
  onCancel(): void;
  onCreate(form: string, year: number): void;
}

/** Asks for form and year of a new filing; Enter takes what is proposed. */
export function NewFiling({ year, onCancel, onCreate }: Props) {
  const [form, setForm] = useState(catalog[0]?.id ?? '');
  const [chosen, setChosen] = useState<number | null>(null);
  const create = () => onCreate(form, chosen ?? year);
  return (
    <Modal open title="新建绩效目标表" okText="新建" cancelText="取消" onOk={create} onCancel={onCancel}>
      <form
        className="new-filing"
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
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
      {catalog.map((candidate) => (
        <Radio key={candidate.id} value={candidate.id}>
          {candidate.name}（{candidate.region}）
        </Radio>
      ))}
    </Radio.Group>
  );
}

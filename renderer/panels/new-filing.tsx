import { InputNumber, Modal, Radio } from 'antd';
import { useEffect, useState } from 'react';
import { catalog } from '../../shared/form/catalog/catalog.ts';

interface Props {
  open: boolean;
  year: number;
  onCancel(): void;
  onCreate(form: string, year: number): void;
}

/** Asks for form and year of a new filing; Enter takes what is proposed. */
export function NewFiling({ open, year, onCancel, onCreate }: Props) {
  const [form, setForm] = useState(catalog[0]?.id ?? '');
  const [chosen, setChosen] = useState<number | null>(null);
  useEffect(() => {
    if (!open) setChosen(null);
  }, [open]);
  const create = () => onCreate(form, chosen ?? year);
  return (
    <Modal
      open={open}
      title="新建绩效目标表"
      okText="新建"
      cancelText="取消"
      onOk={create}
      onCancel={onCancel}
      afterOpenChange={(shown) => shown && document.querySelector<HTMLElement>('.new-filing input:checked')?.focus()}
      destroyOnHidden
    >
      <form
        className="new-filing"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          create();
        }}
      >
        <Radio.Group value={form} onChange={(event) => setForm(event.target.value)} aria-label="表样">
          {catalog.map((candidate) => (
            <Radio key={candidate.id} value={candidate.id}>
              {candidate.name}（{candidate.region}）
            </Radio>
          ))}
        </Radio.Group>
        <label htmlFor="new-filing-year">
          预算年度
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

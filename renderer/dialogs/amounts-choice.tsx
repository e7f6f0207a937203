import { Radio } from 'antd';
import type { Amounts } from '../other-years.ts';

interface Props {
  label: string;
  amounts: Amounts;
  onChange(amounts: Amounts): void;
}

/** What becomes of the amounts of tables that are rolled forward. */
export function AmountsChoice({ label, amounts, onChange }: Props) {
  return (
    <Radio.Group
      aria-label={label}
      value={amounts}
      onChange={(event) => onChange(event.target.value as Amounts)}
      options={[
        { value: 'keep', label: '金额保留' },
        { value: 'empty', label: '金额清空' },
      ]}
    />
  );
}

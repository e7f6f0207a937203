import { type GetRef, InputNumber, type InputNumberProps } from 'antd';
import type { Ref } from 'react';
import { YEARS } from '../shared/api-limits.ts';

type Shared = 'id' | 'value' | 'onChange' | 'onFocus' | 'style';

/** A budget year, within those that the data file takes. */
export function YearBox(props: Pick<InputNumberProps<number>, Shared> & { ref?: Ref<GetRef<typeof InputNumber>> }) {
  return <InputNumber<number> min={YEARS.first} max={YEARS.last} precision={0} {...props} />;
}

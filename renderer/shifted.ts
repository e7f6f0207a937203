import type { DropdownProps } from 'antd';

/** For a menu at the pointer: with room neither above nor below it moves as far as it must. Antd knows it, its types do not. */
export const shifted = { adjustX: 1, adjustY: 1, shiftX: true, shiftY: true } as NonNullable<
  DropdownProps['autoAdjustOverflow']
>;

import type { Column } from '../form.ts';

/** Signs that the systems store, full-width; 定性 goes before a value in words. */
const SIGNS = ['≥', '＞', '＝', '＜', '≤', '定性'];

/**
 * The value of an indicator in columns of their own, as the systems keep it, and the one text that they are together,
 * which is not printed. `spans` are the grid columns that the three printed ones take.
 */
export function splitValue([sign, number, unit]: [number, number, number] = [1, 1, 1]): Column[] {
  return [
    {
      id: 'sign',
      name: '计算符号',
      also: ['运算符号', '符号', '指标性质', '指标符号', '比较符号', '关系符号'],
      type: 'choice',
      options: SIGNS,
      colSpan: sign,
    },
    {
      id: 'number',
      name: '指标值',
      also: ['指标值（内容）', '内容', '年度指标值', '目标值', '指标内容值'],
      colSpan: number,
    },
    { id: 'unit', name: '计量单位', also: ['度量单位', '单位', '指标单位'], colSpan: unit },
    { id: 'value', name: '指标值', colSpan: 0, computed: { is: 'join', pattern: '{sign}{number}{unit}' } },
  ];
}

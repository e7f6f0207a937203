import { actions, keyLabel } from '../actions/actions.ts';
import './key-sheet.css';

/** Keys of the table itself; those of the actions come from the actions. */
const GRID_KEYS: [string, string][] = [
  ['方向键', '移动到相邻的格'],
  ['Tab / Shift+Tab', '下一格 / 上一格，跳过印好的指标级别'],
  ['Enter / Shift+Enter', '下移 / 上移；正在填写时先确认'],
  ['Ctrl+方向键', '移到这一方向的尽头'],
  ['Home / End', '行首 / 行尾'],
  ['Ctrl+Home / Ctrl+End', '第一格 / 最后一格'],
  ['Shift+以上各键', '扩大选区'],
  ['Ctrl+A', '全选'],
  ['直接打字', '替换格中的内容'],
  ['F2 或双击', '修改格中的内容'],
  ['Alt+Enter', '格内换行'],
  ['空格', '在打勾的格中打勾或取消'],
  ['首字母', '在选择的格中选定一项，如“x”为“新增”；F2 列出各项'],
  ['Esc', '放弃正在填写的内容'],
  ['Ctrl+Enter', '选中多格时，把正在填写的内容填入各格'],
  ['F6', '切换到下一个区域'],
];

/** Keys of the list of filings. */
const LIST_KEYS: [string, string][] = [
  ['↑ / ↓', '上一张 / 下一张'],
  ['← / →', '收起 / 展开'],
  ['Enter', '打开'],
  ['空格', '选中或取消选中'],
  ['Shift+↑ / Shift+↓', '连续选中'],
  ['Ctrl+A / Esc', '全选 / 取消选中'],
  ['Delete', '移到回收站'],
];

/** Every key of the program. */
export function KeySheet() {
  const groups = [...new Set(actions.map((action) => action.group))];
  return (
    <div className="key-sheet">
      <KeyTable title="填表" rows={GRID_KEYS} />
      <KeyTable title="左侧列表" rows={LIST_KEYS} />
      {groups.map((group) => (
        <KeyTable
          key={group}
          title={group}
          rows={actions
            .filter((action) => action.group === group && action.keys.length > 0)
            .map((action) => [action.keys.map(keyLabel).join(' 或 '), action.label])}
        />
      ))}
    </div>
  );
}

function KeyTable({ title, rows }: { title: string; rows: [string, string][] }) {
  return (
    <table>
      <caption>{title}</caption>
      <tbody>
        {rows.map(([key, meaning]) => (
          <tr key={key}>
            <th scope="row">{key}</th>
            <td>{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

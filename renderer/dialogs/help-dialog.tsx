import { LockOutlined } from '@ant-design/icons';
import { Modal, Steps } from 'antd';
import type { ReactNode } from 'react';
import '../grid/marks.css';
import '../list/filing-row.css';
import { STEPS } from '../steps.ts';
import './help-dialog.css';
import { KeySheet } from './key-sheet.tsx';

/** What stands in a cell beside its text, drawn as on the page (grid/marks.css). */
const MARKS: [box: string, mark: string, meaning: string][] = [
  ['', 'mark error', '红色实心三角：错误，导出前应改正'],
  ['', 'mark fill', '灰色：还没有填的格'],
  ['', 'mark warning', '空心三角：警告，请核对；确认无误可忽略此提醒'],
  ['', 'mark hint', '蓝色圆圈：提示，供参考'],
  ['computed', '', '灰底：由其他格算出，不用填'],
  ['round', '', '虚线圈：盖章处，可在设置中选择是否印出'],
];

/** What stands beside a table in the list, drawn as there (list/filing-row.css). */
const COUNTS: [mark: ReactNode, meaning: string][] = [
  [
    <span key="errors" className="errors">
      2
    </span>,
    '红色数字：几个错误',
  ],
  [
    <span key="unfilled" className="unfilled">
      9
    </span>,
    '灰色数字：还有几项待填',
  ],
  [<span key="warned" className="warned" />, '橙色圆点：有警告，请核对'],
  [
    <span key="clean" className="clean">
      ✓
    </span>,
    '绿色勾：没有错误和警告',
  ],
  [<LockOutlined key="locked" />, '锁：已定稿，解除后才能修改'],
];

/** 帮助: the three steps, the marks on the page and in the list, where everything lies, and every key. */
export function HelpDialog({ folder, onClose }: { folder: string; onClose(): void }) {
  return (
    <Modal open centered title="帮助" footer={null} onCancel={onClose} width="54em">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the arrow keys */}
      <section className="help" tabIndex={0} aria-label="帮助">
        <h3>三步完成一张表</h3>
        <Steps size="small" responsive={false} current={-1} items={STEPS} />
        <h3>页面上的标记</h3>
        <ul className="help-marks">
          {MARKS.map(([box, mark, meaning]) => (
            <li key={meaning}>
              <span className={`help-box ${box}`} aria-hidden>
                {mark && <i className={mark} />}
              </span>
              {meaning}
            </li>
          ))}
        </ul>
        <h3>列表中的标记</h3>
        <ul className="help-marks">
          {COUNTS.map(([mark, meaning]) => (
            <li key={meaning}>
              <span className="help-count" aria-hidden>
                {mark}
              </span>
              {meaning}
            </li>
          ))}
        </ul>
        <h3>数据在哪里</h3>
        <p className="selectable">
          所有表都在本机的一个数据文件中（{folder}），每填一格就存盘，并自动备份。打开、备份和恢复见“设置”中的“数据”。
        </p>
        <h3>键盘</h3>
        <KeySheet />
      </section>
    </Modal>
  );
}

import { Modal, Steps } from 'antd';
import type { ReactNode } from 'react';
import { STEPS } from '../steps.ts';
import './help-dialog.css';
import { KeySheet } from './key-sheet.tsx';

/** What stands on the page beside the text, as it is drawn there. */
const MARKS: [sign: ReactNode, meaning: string][] = [
  [<i key="error" className="corner error" />, '红色三角：错误，导出前应改正'],
  [<i key="warning" className="corner warning" />, '橙色三角：警告，请核对；确认无误可忽略此提醒'],
  [<i key="hint" className="corner hint" />, '蓝色三角：提示，供参考'],
  [<i key="computed" className="computed" />, '灰底：由其他格算出，不用填'],
  [<i key="seal" className="circle" />, '虚线圈：盖章处，可在设置中选择是否印出'],
];

/** 帮助: the three steps, the marks on the page, where everything lies, and every key. */
export function HelpDialog({ onClose }: { onClose(): void }) {
  return (
    <Modal open centered title="帮助" footer={null} onCancel={onClose} width={760}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the arrow keys */}
      <section className="help" tabIndex={0} aria-label="帮助">
        <h3>三步完成一张表</h3>
        <Steps size="small" responsive={false} current={-1} items={STEPS} />
        <h3>页面上的标记</h3>
        <ul className="help-marks">
          {MARKS.map(([sign, meaning]) => (
            <li key={meaning}>
              {sign} {meaning}
            </li>
          ))}
        </ul>
        <h3>数据在哪里</h3>
        <p>所有表都在本机的一个数据文件中，每填一格就存盘，并自动备份。位置、备份和恢复见“设置”中的“数据”。</p>
        <h3>键盘</h3>
        <KeySheet />
      </section>
    </Modal>
  );
}

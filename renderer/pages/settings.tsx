import { Form, Segmented, Slider, Switch } from 'antd';
import type { ActionContext } from '../actions/action.ts';
import type { Shade } from '../state/appearance.ts';
import { useObservable } from '../state/observable.ts';
import { PageOver } from './page-over.tsx';

const SHADES: { value: Shade; label: string }[] = [
  { value: 'auto', label: '跟随系统' },
  { value: 'light', label: '浅色' },
  { value: 'dark', label: '深色' },
];

/** What is chosen once and for all tables. */
export function Settings({ context }: { context: ActionContext }) {
  const { frame, appearance } = context.workspace;
  const { text, contrast, shade } = useObservable(appearance);
  return (
    <PageOver frame={frame} title="设置">
      <Form labelCol={{ span: 4 }} wrapperCol={{ span: 10 }}>
        <Form.Item label="界面字号">
          <Slider min={12} max={24} value={text} onChange={(size) => appearance.setText(size)} />
        </Form.Item>
        <Form.Item label="高对比度">
          <Switch checked={contrast} onChange={(high) => appearance.setContrast(high)} />
        </Form.Item>
        <Form.Item label="明暗">
          <Segmented options={SHADES} value={shade} onChange={(value) => appearance.setShade(value)} />
        </Form.Item>
      </Form>
    </PageOver>
  );
}
